import { type CpuProfile, hotSpots } from '../../bench/hot-spots';

const frame = (functionName: string, url: string, lineNumber = 0) => ({ functionName, url, lineNumber });

const PROFILE: CpuProfile = {
  nodes: [
    { id: 1, callFrame: frame('(idle)', '') },
    { id: 2, callFrame: frame('decide', 'file:///x/dist/message/decide.js', 9) },
    { id: 3, callFrame: frame('', '/x/node_modules/mysql2/lib/pool.js', 4) },
    { id: 4, callFrame: frame('decide', 'file:///x/dist/message/decide.js', 9) },
    { id: 5, callFrame: frame('(garbage collector)', '') },
  ],
  samples: [1, 2, 3, 4, 5, 2, 7],
  timeDeltas: [9_000, 100, 250, 100, 50, 100, 10],
};

it('a function is one place whoever calls it, the hottest comes first, and idling is no work', () => {
  expect(hotSpots(PROFILE)).toEqual([
    { place: 'decide message/decide.js:10', micros: 300 },
    { place: '(anonymous) mysql2/lib/pool.js:5', micros: 250 },
    { place: '(garbage collector)', micros: 50 },
    { place: '(unknown)', micros: 10 },
  ]);
});
