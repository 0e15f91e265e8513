-- An entry moves one amount of one asset from one account to another. Its id is the idempotency key of whoever asked:
-- kept for ever, and compared by `content`, the hash of what was asked. It is a line in each of the two accounts, with the
-- balance after it: one row holds both, so that they always add up to nothing, and is written by ledger's functions alone.
-- There are no foreign keys to accounts on purpose: each would lock the account's row once more for every line, and
-- the same statement that writes the lines has just moved the balances.
create type ledger.entry_kind as enum ('transfer', 'hold', 'reversal', 'expiry', 'claw-back', 'lease', 'return');

create table ledger.entries (
  id uuid primary key,
  content bytea not null,
  kind ledger.entry_kind not null,
  from_account uuid not null,
  from_line bigint not null,
  from_after bigint not null,
  to_account uuid not null,
  to_line bigint not null,
  to_after bigint not null,
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

-- The lines of an account follow each other without gaps: each number is there once on its side, and the account's row,
-- locked by whoever books, hands them out.
create unique index entries_out on ledger.entries (from_account, from_line);
create unique index entries_in on ledger.entries (to_account, to_line);

-- The lines of accounts, of those accounts alone that the reader may see: an entry shows itself to both sides, its
-- balances each to its own.
create view ledger.postings with (security_invoker = true) as
  select a.id as account_id, e.from_line as line, e.id as entry_id, -e.amount as amount, e.from_after as balance_after
    from ledger.accounts a join ledger.entries e on e.from_account = a.id
  union all
  select a.id, e.to_line, e.id, e.amount, e.to_after from ledger.accounts a join ledger.entries e on e.to_account = a.id;

create trigger keep before update or delete or truncate on ledger.entries
  for each statement execute function ledger.keep();

alter table ledger.entries enable row level security;
create policy read on ledger.entries for select using (
  exists (select from ledger.accounts a where a.id in (from_account, to_account)));
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
