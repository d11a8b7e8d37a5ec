import { commands, errors } from 'smpp';
import {
  COMMAND_ID,
  COMMAND_STATUS,
  commandName,
  isResponse,
  responseId,
  statusCode,
  statusName,
} from '../../smpp/command';

describe('command ids', () => {
  it('are those of the smpp package, command by command', () => {
    const theirs = Object.fromEntries(Object.entries(commands).map(([name, { id }]) => [name, id]));
    expect(COMMAND_ID).toEqual(theirs);
  });

  it.each(Object.entries(COMMAND_ID))('%s is found by its id', (name, id) => {
    expect(commandName(id)).toBe(name);
  });

  it.each([0x00000000, 0x0000000a, 0x80000102, 0xffffffff])('0x%s has no name', (id) => {
    expect(commandName(id)).toBeUndefined();
  });

  it.each(Object.entries(COMMAND_ID).filter(([name]) => name.endsWith('_resp')))(
    '%s answers its request',
    (name, id) => {
      const request = commandName(id & 0x7fffffff);
      expect(request).toBe(name.slice(0, -'_resp'.length));
      expect(responseId(id & 0x7fffffff)).toBe(id);
      expect(isResponse(id)).toBe(true);
      expect(isResponse(id & 0x7fffffff)).toBe(false);
    },
  );

  it('count generic_nack as a response', () => {
    expect(isResponse(COMMAND_ID.generic_nack)).toBe(true);
  });
});

describe('command status', () => {
  it('has the codes of the smpp package', () => {
    expect(COMMAND_STATUS).toEqual(errors);
  });

  it.each([
    [0x00, 'ESME_ROK'],
    [0x08, 'ESME_RSYSERR'],
    [0x14, 'ESME_RMSGQFUL'],
    [0x58, 'ESME_RTHROTTLED'],
    [0xff, 'ESME_RUNKNOWNERR'],
    [0x400, '0x00000400'],
    [0x09, '0x00000009'],
    [0xffffffff, '0xffffffff'],
  ])('%i is called %s', (code, name) => {
    expect(statusName(code)).toBe(name);
  });

  it('gives the code of a name, and nothing for what is no name', () => {
    expect(statusCode('ESME_RTHROTTLED')).toBe(0x58);
    expect(statusCode('ESME_RNOSUCHTHING')).toBeUndefined();
    expect(statusCode('toString')).toBeUndefined();
  });
});
