import { PhoneNumber } from '../../../book/phone-number.tsx';
import type { MessageId } from '../../../text/messages/id.ts';
import { useText } from '../../../text/use-text.ts';
import { Notice } from '../../../ui/notice.tsx';
import type { Individual } from '../rows/contact-source.ts';
import { countryName } from '../table/contact-cell.tsx';
import { FoldedName } from './folded-name.tsx';
import { Fact, Facts, Section } from './panel-parts.tsx';

/** The number in its forms, or why it is not known. */
export function NumberOf({ person }: { readonly person: Individual }) {
  const { t, language } = useText();
  const number = person.phone_e164 ?? person.phone_number;
  return (
    <Section title={t('contacts.number')}>
      <Facts>
        {number !== null && (
          <Fact title={t('contacts.number_international')}>
            <PhoneNumber number={number} />
          </Fact>
        )}
        {person.phone_national && (
          <Fact title={t('contacts.number_national')}>
            <PhoneNumber number={person.phone_national} />
          </Fact>
        )}
        {person.country && (
          <Fact title={t('contacts.column.country')}>{countryName(person.country, language)}</Fact>
        )}
        {person.masked_number && (
          <Fact title={t('contacts.number_masked')}>
            <bdi dir="ltr">{person.masked_number}</bdi>
          </Fact>
        )}
        {person.username && (
          <Fact title={t('contacts.column.username')}>
            <bdi>@{person.username}</bdi>
          </Fact>
        )}
        {person.lid && (
          <Fact title="LID">
            <bdi dir="ltr" className="break-all">
              {person.lid}
            </bdi>
          </Fact>
        )}
      </Facts>
      {number === null && <WhyNoNumber person={person} />}
    </Section>
  );
}

/** WhatsApp has the number and does not tell it. What this console can say of the reason, and what helps. */
function WhyNoNumber({ person }: { readonly person: Individual }) {
  const { t } = useText();
  const ways: MessageId[] = ['contacts.no_number_grab', 'contacts.no_number_save'];
  if (person.username !== null) ways.unshift('contacts.no_number_username');
  return (
    <div className="mt-3">
      <Notice tone="warn" title={t('contacts.why_no_number')}>
        <p>{t('contacts.no_number_lid')}</p>
        {person.masked_number && <p className="mt-1">{t('contacts.no_number_masked')}</p>}
        <ul className="mt-1 list-disc ps-5">
          {ways.map((way) => (
            <li key={way}>{t(way)}</li>
          ))}
        </ul>
      </Notice>
    </div>
  );
}

const NAMES = ['address_book_name', 'short_name', 'verified_name', 'push_name'] as const;

/** Every name that WhatsApp knows, and where each comes from. */
export function NamesOf({ person }: { readonly person: Individual }) {
  const { t } = useText();
  return (
    <Section title={t('contacts.names')}>
      <Facts>
        {NAMES.map((name) => (
          <Fact key={name} title={t(`contacts.name.${name}`)}>
            {person[name] ? (
              <FoldedName name={person[name]} />
            ) : (
              <span className="text-muted">–</span>
            )}
          </Fact>
        ))}
        {person.verified_level && (
          <Fact title={t('contacts.verified_level')}>
            <bdi>{person.verified_level}</bdi>
          </Fact>
        )}
        {person.about && (
          <Fact title={t('contacts.column.about')}>
            <bdi className="whitespace-pre-wrap">{person.about}</bdi>
          </Fact>
        )}
      </Facts>
    </Section>
  );
}
