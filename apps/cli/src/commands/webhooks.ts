import { type Command, EXIT, UsageError } from '../command.ts';
import { dataOf } from '../connection/answers.ts';
import { wordOf } from '../options.ts';

export const webhooks: Command = {
  summary: { en: 'list webhooks, and test one', id: 'melihat dan menguji webhook' },
  usage: '[list] | test WEBHOOK_ID',
  help: {
    en: 'Lists the webhooks with their state, or sends a test event now and shows what the receiver answered.',
    id: 'Menampilkan webhook dan keadaannya, atau mengirim event uji sekarang dan menampilkan jawaban penerimanya.',
  },
  options: {},
  maxPositionals: 2,
  async run({ api, out }, input) {
    const [action = 'list'] = input.positionals;
    if (action === 'test') {
      const what = { en: 'The id of the webhook', id: 'Id webhook' };
      const params = { path: { webhookId: wordOf(input, 1, what, out.say) } };
      const sent = await dataOf(api().client.POST('/api/webhooks/{webhookId}/test', { params }));
      out.value(sent);
      const result = sent.delivered
        ? out.say({ en: 'delivered', id: 'terkirim' })
        : out.say({ en: 'not delivered', id: 'tidak terkirim' });
      const reason = sent.error ?? sent.response_excerpt ?? '';
      out.line(`${result}  HTTP ${sent.status ?? '–'}  ${sent.duration_ms} ms  ${reason}`.trim());
      return sent.delivered ? EXIT.ok : EXIT.failed;
    }
    if (action !== 'list')
      throw new UsageError(
        out.say({ en: 'Write list or test WEBHOOK_ID.', id: 'Tulis list atau test WEBHOOK_ID.' }),
      );
    const { webhooks: found } = await dataOf(api().client.GET('/api/webhooks'));
    out.value({ webhooks: found });
    out.table(
      ['ID', 'STATUS', 'URL'],
      found.map((one) => [one.webhook_id, one.dead_reason ?? one.status, one.url]),
    );
    return EXIT.ok;
  },
};
