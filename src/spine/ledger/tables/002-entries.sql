-- An entry moves one amount of one asset from one account to another. Its id is the idempotency key of whoever asked:
-- kept for ever, and compared by `content`, the hash of what was asked. Its two postings are the lines of the accounts,
-- each with the balance after it; both are written by ledger's functions alone, so that they always add up to nothing.
-- There are no foreign keys to accounts on purpose: each would lock the account's row once more for every line, and
-- the same statement that writes the lines has just moved the balances.
create type ledger.entry_kind as enum ('transfer', 'hold', 'reversal', 'expiry', 'claw-back', 'lease', 'return');

create table ledger.entries (
  id uuid primary key,
  content bytea not null,
  kind ledger.entry_kind not null,
  from_account uuid not null,
  from_line bigint not null,
  to_account uuid not null,
  to_line bigint not null,
  amount bigint not null,
  on_day date not null,
  edition uuid not null,
  activity text not null,
  record uuid not null,
  reverses uuid,
  actor uuid,
  posted_at timestamptz not null default now(),
  check (amount between 1 and 100000000000000 and from_account <> to_account)
);
create index entries_by_reversed on ledger.entries (reverses) where reverses is not null;
comment on column ledger.entries.on_day is 'the day that the entry counts for; posted_at is when it was known';

create table ledger.postings (
  account_id uuid not null,
  line bigint not null,
  entry_id uuid not null,
  amount bigint not null,
  balance_after bigint not null,
  primary key (account_id, line)
);

create trigger keep before update or delete or truncate on ledger.entries
  for each statement execute function ledger.keep();
create trigger keep before update or delete or truncate on ledger.postings
  for each statement execute function ledger.keep();

alter table ledger.entries enable row level security;
alter table ledger.postings enable row level security;
create policy read on ledger.entries for select using (
  exists (select from ledger.accounts a where a.id in (from_account, to_account)));
create policy read on ledger.postings for select using (
  exists (select from ledger.accounts a where a.id = account_id));
grant select on ledger.entries, ledger.postings to tri_an_app;

create function ledger.today() returns date language sql stable as
$$ select (now() at time zone 'Asia/Ho_Chi_Minh')::date $$;

-- What was asked, in one fixed form: fields of fixed length first, the one text last, so no two askings look alike.
-- Stable, because convert_to is: a function that claims more than its body is not folded into its query, and costs double.
create function ledger.content(kind text, about uuid, from_account uuid, to_account uuid, amount bigint,
  on_day date, expires_on date, edition uuid, record uuid, activity text) returns bytea language sql stable as
$$ select sha256(uuid_send(from_account) || uuid_send(to_account) || int8send(amount)
  || date_send(coalesce(on_day, 'infinity')) || date_send(coalesce(expires_on, 'infinity'))
  || uuid_send(edition) || uuid_send(record) || coalesce(uuid_send(about), '') || convert_to(kind || ':' || activity, 'UTF8')) $$;

-- How the ledger says no: the door in TypeScript turns SQLSTATE LG000 into a refusal with the message as its code.
create function ledger.refuse(code text, about text default null) returns void language plpgsql as $$
begin
  raise exception using errcode = 'LG000', message = code, detail = coalesce(about, '');
end $$;
