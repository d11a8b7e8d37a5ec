import { createKeepalive } from '../../smpp/keepalive';

const keepalive = () => createKeepalive({ enquireLink: 100, enquireLinkTimeout: 30 }, 1_000);

describe('a keepalive', () => {
  it('asks after silence, once', () => {
    const alive = keepalive();
    expect(alive.check(1_099)).toBe('wait');
    expect(alive.check(1_100)).toBe('enquire');
    expect(alive.check(1_129)).toBe('wait');
  });

  it('declares the peer dead when the answer does not come, whatever else does', () => {
    const alive = keepalive();
    expect(alive.check(1_100)).toBe('enquire');
    alive.heard(1_110);
    expect(alive.check(1_130)).toBe('dead');
  });

  it('asks again after the next silence when answered', () => {
    const alive = keepalive();
    alive.check(1_100);
    alive.heard(1_110);
    alive.answered();
    expect(alive.check(1_209)).toBe('wait');
    expect(alive.check(1_210)).toBe('enquire');
  });

  it('asks nothing while the peer talks', () => {
    const alive = keepalive();
    for (let now = 1_000; now < 3_000; now += 50) {
      alive.heard(now);
      expect(alive.check(now + 49)).toBe('wait');
    }
  });

  it('moves its clocks by the time in which nobody listened', () => {
    const alive = keepalive();
    alive.postpone(500);
    expect(alive.check(1_599)).toBe('wait');
    expect(alive.check(1_600)).toBe('enquire');
    alive.postpone(500);
    expect(alive.check(2_129)).toBe('wait');
    expect(alive.check(2_130)).toBe('dead');
  });
});
