-- A batch of vouchers of one item: a range of serials. Their codes stand nowhere: each is a keyed permutation of its
-- serial, made when somebody asks. A `pool` holds a partner's own codes instead. `bearer` vouchers are paid for as a
-- whole and good for whoever holds one; the others are given to awards one by one, in the order of their serials.
create table rewards.batches (
  id uuid primary key,
  no integer generated always as identity unique,
  unit_id uuid not null references org.units (id),
  edition_id uuid not null references editions.editions (id),
  item_id uuid not null references rewards.items (id),
  source text not null check (source in ('company', 'union', 'youth', 'partner')),
  pool boolean not null default false,
  bearer boolean not null default false,
  vouchers integer not null check (vouchers between 1 and 10000000),
  first_serial bigint not null,
  given integer not null default 0,
  key_version smallint not null,
  valid_from date not null,
  valid_until date not null check (valid_until >= valid_from),
  reverse_hours integer not null default 24 check (reverse_hours between 0 and 720),
  made_by uuid not null,
  made_at timestamptz not null,
  check (given between 0 and vouchers)
);
create unique index batches_by_serial on rewards.batches (first_serial);
create index batches_by_item on rewards.batches (item_id, no);

-- Nobody releases a batch that they made; what is revoked cannot be redeemed any more.
create table rewards.batch_steps (
  batch_id uuid not null references rewards.batches (id),
  kind text not null check (kind in ('released', 'minted', 'revoked', 'expired')),
  unit_id uuid not null,
  maker uuid not null,
  actor uuid,
  reason text check (char_length(reason) between 3 and 500),
  at timestamptz not null,
  primary key (batch_id, kind),
  check (kind <> 'released' or actor <> maker)
);
create trigger stay before update or delete or truncate on rewards.batch_steps for each statement execute function rewards.stay();

-- state: 0 minted, 1 given, 2 redeemed, 3 revoked, 4 expired. Narrow, since there are millions; `key_version` is 0 for
-- a partner's own code. `until` is the last day.
create table rewards.vouchers (
  serial bigint primary key,
  batch integer not null,
  state smallint not null check (state between 0 and 4),
  key_version smallint not null,
  until date not null,
  award_id uuid,
  redemption uuid
) with (fillfactor = 90);
create index vouchers_of_award on rewards.vouchers (award_id) where award_id is not null;

-- A partner's own codes: sealed for whoever is given one, found again by their keyed hash, and each known once.
create table rewards.pool_codes (
  serial bigint primary key,
  batch_id uuid not null references rewards.batches (id),
  found uuid not null unique,
  sealed text not null
);

-- One use of one voucher. The index keeps a second one out, whatever the code says.
create table rewards.redemptions (
  id uuid primary key,
  serial bigint not null,
  batch integer not null,
  unit_id uuid not null,
  actor uuid not null,
  at timestamptz not null,
  live boolean not null default true
);
create unique index redemptions_once on rewards.redemptions (serial) where live;
create table rewards.redemption_reversals (
  redemption_id uuid primary key references rewards.redemptions (id),
  unit_id uuid not null,
  actor uuid not null,
  reason text not null check (char_length(reason) between 3 and 500),
  at timestamptz not null
);

-- Codes that were not there, by who tried them: guessing is slowed to five a minute.
create table rewards.guesses (who text not null, at timestamptz not null);
create index guesses_by_who on rewards.guesses (who, at);

-- The first of so many serials that no batch has; whoever asks next waits until this batch is durable.
create function rewards.next_serial() returns bigint
language plpgsql security definer set search_path = pg_catalog, rewards as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('rewards.serials', 0));
  return coalesce((select max(first_serial + vouchers) from rewards.batches), 1);
end $$;
comment on function rewards.next_serial() is 'definer: serials run over the batches of all units; answers the next one';

-- The voucher that a code means: by its serial and key, or as a partner's own.
create function rewards.serial_of(p_serial bigint, p_version smallint, p_found uuid) returns bigint language sql stable as $$
  select coalesce((select c.serial from rewards.pool_codes c where c.found = p_found),
    (select v.serial from rewards.vouchers v where v.serial = p_serial and v.key_version = p_version))
$$;

-- 1 good, 0 not there, -1 used, -2 too late, -3 revoked, -4 not given out yet, -5 too many guesses.
create function rewards.check_voucher(p_serial bigint, p_version smallint, p_found uuid, p_day date, p_who text, p_at timestamptz)
returns integer language plpgsql stable security definer set search_path = pg_catalog, rewards as $$
begin
  if (select count(*) from rewards.guesses where who = p_who and at > p_at - interval '1 minute') >= 5 then return -5; end if;
  return coalesce((select case when v.state = 2 then -1 when v.state = 4 or v.until < p_day then -2 when v.state = 3 then -3
    when v.state = 0 then -4 else 1 end from rewards.vouchers v where v.serial = rewards.serial_of(p_serial, p_version, p_found)), 0);
end $$;
comment on function rewards.check_voucher is 'definer: a voucher is good wherever it is shown; answers how it stands as a number';

create function rewards.item_of_voucher(p_serial bigint, p_version smallint, p_found uuid) returns uuid
language sql stable security definer set search_path = pg_catalog, rewards as $$
  select b.item_id from rewards.vouchers v join rewards.batches b on b.no = v.batch
  where v.serial = rewards.serial_of(p_serial, p_version, p_found)
$$;
comment on function rewards.item_of_voucher is 'definer: whoever holds a code may know what it is good for; answers an opaque id';

-- Takes a voucher, at most once: the row is changed only from "given", and the use is written by the same statement.
-- Answers as check_voucher; 1 done, 2 done before under the same key.
create function rewards.redeem(p_key uuid, p_serial bigint, p_version smallint, p_found uuid, p_actor uuid, p_day date, p_at timestamptz)
returns integer language plpgsql security definer set search_path = pg_catalog, rewards as $$
declare
  pooled bigint := (select c.serial from rewards.pool_codes c where c.found = p_found);
  wanted bigint := coalesce(pooled, p_serial);
begin
  with taken as (
    update rewards.vouchers v set state = 2, redemption = p_key
    where v.serial = wanted and v.state = 1 and v.until >= p_day and (pooled is not null or v.key_version = p_version)
    returning v.serial, v.batch
  ) insert into rewards.redemptions
    select p_key, t.serial, t.batch, b.unit_id, p_actor, p_at, true from taken t join rewards.batches b on b.no = t.batch;
  if found then return 1; end if;
  if exists (select from rewards.vouchers v where v.serial = wanted and v.redemption = p_key) then return 2; end if;
  return rewards.check_voucher(p_serial, p_version, p_found, p_day, p_actor::text, p_at);
end $$;
comment on function rewards.redeem is 'definer: a voucher is good wherever it is shown; answers what became of it as a number';

-- Gives a use back within its window: 1 done, 0 not there, -1 given back before, -2 too late.
create function rewards.unredeem(p_redemption uuid, p_actor uuid, p_reason text, p_at timestamptz)
returns integer language plpgsql security definer set search_path = pg_catalog, rewards as $$
declare
  r rewards.redemptions;
  hours integer;
begin
  select * into r from rewards.redemptions where id = p_redemption and (actor = p_actor or unit_id = any (kit.scope())) for update;
  if r.id is null then return 0; end if;
  if not r.live then return -1; end if;
  select reverse_hours into hours from rewards.batches where no = r.batch;
  if p_at > r.at + hours * interval '1 hour' then return -2; end if;
  update rewards.redemptions set live = false where id = r.id;
  update rewards.vouchers set state = 1, redemption = null where serial = r.serial;
  insert into rewards.redemption_reversals values (r.id, r.unit_id, p_actor, p_reason, p_at);
  return 1;
end $$;
comment on function rewards.unredeem is 'definer: whoever took a voucher, or its unit, may give it back in time; answers a number';

create function rewards.note_guess(p_who text, p_at timestamptz) returns void
language sql security definer set search_path = pg_catalog, rewards as $$
  delete from rewards.guesses where at < p_at - interval '1 day';
  insert into rewards.guesses values (p_who, p_at);
$$;
comment on function rewards.note_guess is 'definer: guesses are nobody''s to read; keeps one, and drops those of former days';

do $$
declare one text;
begin
  foreach one in array array['batches', 'batch_steps', 'vouchers', 'pool_codes', 'redemptions', 'redemption_reversals', 'guesses'] loop
    execute format('alter table rewards.%I enable row level security', one);
  end loop;
end $$;
create policy in_scope on rewards.batches using (unit_id = any ((select kit.scope())::uuid[]));
create policy in_scope on rewards.batch_steps using (unit_id = any ((select kit.scope())::uuid[]));
create policy in_scope on rewards.vouchers using (batch = any ((select array(select b.no from rewards.batches b))::integer[]));
create policy own on rewards.vouchers for select using (award_id = any ((select rewards.mine())::uuid[]));
create policy with_batch on rewards.pool_codes for insert with check (batch_id in (select b.id from rewards.batches b));
create policy own on rewards.pool_codes for select using (exists (select from rewards.vouchers v where v.serial = pool_codes.serial));
create policy in_scope on rewards.redemptions using (unit_id = any ((select kit.scope())::uuid[]) or actor = (select kit.actor()));
create policy in_scope on rewards.redemption_reversals for select using (unit_id = any ((select kit.scope())::uuid[]));
create policy nobody on rewards.guesses using (false);
grant select, insert on rewards.batches, rewards.batch_steps, rewards.vouchers, rewards.pool_codes to tri_an_app;
grant select on rewards.redemptions, rewards.redemption_reversals to tri_an_app;
grant update (given) on rewards.batches to tri_an_app;
grant update (state, until, award_id) on rewards.vouchers to tri_an_app;
revoke execute on function rewards.check_voucher, rewards.item_of_voucher, rewards.redeem, rewards.unredeem, rewards.note_guess from public;
grant execute on function rewards.check_voucher, rewards.item_of_voucher, rewards.redeem, rewards.unredeem, rewards.note_guess to tri_an_app;
