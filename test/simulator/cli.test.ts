import { createCommand, readCommandLine } from '../../simulator/cli';
import { DEFAULTS } from '../../simulator/settings';

/** What the command says about arguments that it can't take. */
function complaintAbout(...args: string[]): string {
  let said = '';
  const command = createCommand().exitOverride();
  const write = (text: string): void => {
    said += text;
  };
  command.configureOutput({ writeErr: write, writeOut: write });
  expect(() => command.parse(args, { from: 'user' })).toThrow();
  return said;
}

describe('the command line', () => {
  it('has the defaults of the simulator, on port 2775', () => {
    const { quiet, stats, ...options } = readCommandLine([]);
    expect(options).toEqual({ ...DEFAULTS, port: 2775, record: undefined });
    expect([quiet, stats]).toEqual([false, 0]);
  });

  it('takes every option', () => {
    const line =
      '--port 0 --host ::1 --system-id us --password pw --window 5 --rate 6 --max-binds 2 --response-delay 7 --receipt-delay 8 --mix none=1 --seed 9 --receipt-window 10 --receipt-timeout 11 --receipt-retry 12 --receipt-tries 13 --no-receipt-tlvs --enquire-link 14 --stats 15 --quiet';
    expect(readCommandLine(line.split(' '))).toEqual({
      port: 0,
      host: '::1',
      systemId: 'us',
      password: 'pw',
      window: 5,
      rate: 6,
      maxBinds: 2,
      responseDelay: 7,
      receiptDelay: 8,
      mix: 'none=1',
      seed: 9,
      receiptWindow: 10,
      receiptTimeout: 11,
      receiptRetry: 12,
      receiptTries: 13,
      receiptTlvs: false,
      enquireLink: 14,
      stats: 15,
      quiet: true,
    });
  });

  it.each([
    [['--port', '65536'], /--port.*65536.*whole number from 0 to 65535/s],
    [['--rate', '1.5'], /--rate.*1\.5.*whole number/s],
    [['--receipt-window', '0'], /--receipt-window.*whole number from 1/s],
    [['--mix', 'lost=1'], /--mix.*"lost" is no outcome/s],
    [['--prot', '1'], /unknown option '--prot'/],
  ])('says what is wrong with %j', (args, complaint) => {
    expect(complaintAbout(...args)).toMatch(complaint);
  });

  it('shows numbers and examples in its help', () => {
    const help = complaintAbout('--help');
    expect(help).toMatch(/\+1500555OODD/);
    expect(help).toMatch(/06 {2}throttled +throttled twice, then delivered/);
    expect(help).toMatch(/Examples:\n {2}npm run simulator -- --port 2775/);
  });
});
