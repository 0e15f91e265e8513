-- Accounts hold one asset each: đồng, points, a gift's stock, a pool of vouchers. The row is the balance that writes
-- are decided on; how it came about stands in the postings. `floor` is the least that may stay free (posted - held):
-- null for accounts that bring value in from outside. `lines` counts the account's postings, so a gap in them shows.
--
-- What is checked once, when an account is opened, stands in domains and in the trigger below: a check of the table
-- would be judged again at every posting.
create domain ledger.asset as text check (value ~ '^[a-z]{2,16}(:[0-9a-z-]{1,64})?$');
create domain ledger.kind as text check (value ~ '^[a-z][a-z-]{1,39}$');
create domain ledger.title as text check (value = normalize(btrim(value), nfc) and char_length(value) between 1 and 120);

create table ledger.accounts (
  id uuid primary key,
  unit_id uuid not null references org.units (id),
  asset ledger.asset not null,
  kind ledger.kind not null,
  title ledger.title,
  owner_kind ledger.kind,
  owner_id uuid,
  floor bigint default 0,
  in_lots boolean not null default false,
  posted bigint not null default 0,
  held bigint not null default 0,
  lines bigint not null default 0,
  closed_through date not null default '-infinity',
  opened_at timestamptz not null default now(),
  unique nulls not distinct (unit_id, asset, kind, owner_kind, owner_id),
  constraint accounts_floor check (held >= 0 and posted - held >= floor)
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05);
create index accounts_by_owner on ledger.accounts (owner_id) where owner_id is not null;

comment on column ledger.accounts.title is 'a name for people, where the kind does not say enough; never a person''s name';
comment on column ledger.accounts.owner_id is 'what the account belongs to: an edition''s line, a fund, a device, a customer';

-- The last closed day of a unit's books. A period is everything since the one before: no gaps, no overlaps.
create table ledger.periods (
  unit_id uuid not null references org.units (id),
  through_day date not null,
  closed_at timestamptz not null default now(),
  closed_by uuid,
  primary key (unit_id, through_day)
);

-- History is written once. The app's role has no right to change it, and whoever has the right is stopped here.
create function ledger.keep() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = '42501';
end $$;
create trigger keep before update or delete or truncate on ledger.periods
  for each statement execute function ledger.keep();

-- A new account knows its unit's closed days. The lock lets an account be opened only before or after a closing.
create function ledger.open_in_books() returns trigger
language plpgsql security definer set search_path = pg_catalog, ledger as $$
begin
  if (new.owner_kind is null) <> (new.owner_id is null) or (new.in_lots and new.floor is distinct from 0) then
    raise exception 'an owner has a kind, and a wallet of lots has the floor 0' using errcode = '23514';
  end if;
  perform pg_advisory_xact_lock_shared(hashtextextended('ledger.periods', 0));
  new.closed_through := coalesce((select max(through_day) from ledger.periods where unit_id = new.unit_id), '-infinity');
  return new;
end $$;
comment on function ledger.open_in_books() is 'definer: a trigger; gives a new account the last closed day of its own unit';
create trigger open_in_books before insert on ledger.accounts for each row execute function ledger.open_in_books();

alter table ledger.accounts enable row level security;
alter table ledger.periods enable row level security;
create policy read on ledger.accounts for select using (
  unit_id = any ((select kit.scope())::uuid[]) or (owner_kind = 'customer' and owner_id = (select kit.customer())));
create policy open on ledger.accounts for insert with check (unit_id = any ((select kit.scope())::uuid[]));
create policy read on ledger.periods for select using (unit_id = any ((select kit.scope())::uuid[]));

grant select, insert (id, unit_id, asset, kind, title, owner_kind, owner_id, floor, in_lots) on ledger.accounts to tri_an_app;
grant select on ledger.periods to tri_an_app;
