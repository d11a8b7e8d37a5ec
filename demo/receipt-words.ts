import type { ApiClient } from './api-client';
import type { Ending, Reason } from './endings';

/** Where a receipt decided, its own words say more than the error's number: they are read from the example's timeline. */
export async function withReceiptWords(
  endings: readonly Ending[],
  api: Pick<ApiClient, 'receiptWords'>,
): Promise<Ending[]> {
  const reread = async (reason: Reason): Promise<Reason> => ({
    ...reason,
    word: (await api.receiptWords(reason.example.id)) ?? reason.word,
  });
  return await Promise.all(
    endings.map(async (ending) =>
      ending.ended === 0 ? ending : { ...ending, reasons: await Promise.all(ending.reasons.map(reread)) },
    ),
  );
}
