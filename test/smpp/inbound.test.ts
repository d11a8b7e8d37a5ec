import { COMMAND_ID, COMMAND_STATUS, type CommandName, isResponse } from '../../smpp/command';
import { decideRequest } from '../../smpp/inbound';
import { isLegal, SESSION_STATES, type SessionState } from '../../smpp/state';
import { raw, rawReceipt } from './raw-smsc';

const { ESME_RINVBNDSTS, ESME_RINVCMDID, ESME_RSYSERR } = COMMAND_STATUS;

const REQUESTS = (Object.keys(COMMAND_ID) as CommandName[]).filter((command) => !isResponse(COMMAND_ID[command]));

describe('a request of the SMSC', () => {
  it.each<[CommandName, SessionState, string, object | undefined]>([
    ['enquire_link', 'bound_trx', 'answer', { command: 'enquire_link_resp', sequenceNumber: 7 }],
    ['enquire_link', 'open', 'answer', { command: 'enquire_link_resp', sequenceNumber: 7 }],
    ['unbind', 'bound_rx', 'unbind', { command: 'unbind_resp', sequenceNumber: 7 }],
    ['outbind', 'open', 'answer', { command: 'generic_nack', commandStatus: ESME_RINVCMDID, sequenceNumber: 7 }],
    ['outbind', 'bound_trx', 'ignore', undefined],
    ['alert_notification', 'bound_trx', 'ignore', undefined],
    ['alert_notification', 'open', 'ignore', undefined],
    ['query_sm', 'bound_trx', 'answer', { commandId: 0x80000003, commandStatus: ESME_RINVBNDSTS, sequenceNumber: 7 }],
    ['deliver_sm', 'bound_tx', 'answer', { commandId: 0x80000005, commandStatus: ESME_RINVBNDSTS, sequenceNumber: 7 }],
    [
      'deliver_sm',
      'bound_trx',
      'undecodable',
      { command: 'deliver_sm_resp', commandStatus: ESME_RSYSERR, sequenceNumber: 7 },
    ],
    ['data_sm', 'bound_tx', 'undecodable', { command: 'data_sm_resp', commandStatus: ESME_RSYSERR, sequenceNumber: 7 }],
  ])('%s without a body while %s: %s', (command, state, kind, response) => {
    expect(decideRequest(raw(command, 7), state)).toMatchObject(response ? { kind, response } : { kind });
  });

  it('that is a receipt is delivered', () => {
    expect(decideRequest(rawReceipt(7), 'bound_rx')).toMatchObject({
      kind: 'deliver',
      pdu: { sequenceNumber: 7, sourceAddr: '61400000000' },
    });
  });

  it('that no one knows is answered by generic_nack in every state', () => {
    for (const state of SESSION_STATES) {
      expect(decideRequest(raw(0x0000beef, 7), state)).toEqual({
        kind: 'answer',
        response: {
          command: 'unknown',
          commandId: COMMAND_ID.generic_nack,
          commandStatus: ESME_RINVCMDID,
          sequenceNumber: 7,
        },
      });
    }
  });

  it.each(REQUESTS.flatMap((command) => SESSION_STATES.map((state): [CommandName, SessionState] => [command, state])))(
    '%s while %s is taken where it is legal and refused where it is not',
    (command, state) => {
      const action = decideRequest(raw(command, 7), state);
      if (isLegal(command, 'smsc', state)) {
        expect(action).not.toMatchObject({ response: { commandStatus: ESME_RINVBNDSTS } });
      } else {
        expect(['ignore', 'answer']).toContain(action.kind);
        if (action.kind === 'answer') expect(action.response.commandStatus).toBe(ESME_RINVBNDSTS);
      }
    },
  );
});
