-- What proves an act: the bytes lie in the file store under their hash; here stands whose, what and when. Pictures are
-- kept as they were drawn anew, without what the camera wrote beside them.
create table evidence.items (
  id uuid primary key,
  sha256 bytea not null check (length(sha256) = 32),
  kind text not null check (kind in ('photo', 'signature', 'document')),
  type text not null check (type in ('jpeg', 'png', 'pdf')),
  unit_id uuid not null references org.units (id),
  record uuid not null,
  -- What it shows of its record, as the record's own list of evidence names it ('before', 'after').
  slot text check (slot ~ '^[a-z][a-z-]{0,30}$'),
  bytes integer not null check (bytes > 0),
  -- How the picture looks in 64 bits; null for what looks like nothing: signatures, documents, one flat colour.
  looks bit(64),
  taken_at timestamptz,
  added_by uuid not null,
  added_at timestamptz not null
);
create index items_of_record on evidence.items (record);
create index items_by_hash on evidence.items (sha256);
-- All that a new picture is compared with, so that the comparison reads this and not the rows.
create index items_by_looks on evidence.items (looks, record, id, unit_id) where looks is not null;

-- The same picture stands for two records. Both keep it, both say so; whoever answers for the unit judges it.
create table evidence.reuses (
  item_id uuid not null references evidence.items (id),
  other_id uuid not null references evidence.items (id),
  unit_id uuid not null,
  differing_bits integer not null check (differing_bits between 0 and 64),
  found_at timestamptz not null,
  primary key (item_id, other_id),
  check (item_id <> other_id)
);

-- Pieces of what a phone is still sending, each applied once; gone when it is whole, or after a week.
create table evidence.pieces (
  upload uuid not null,
  at integer not null check (at >= 0),
  bytes bytea not null check (length(bytes) between 1 and 262144),
  sent_by uuid not null,
  sent_at timestamptz not null,
  primary key (upload, at)
);

alter table evidence.items enable row level security;
alter table evidence.reuses enable row level security;
alter table evidence.pieces enable row level security;
create policy in_scope on evidence.items using (unit_id = any ((select kit.scope())::uuid[]));
create policy in_scope on evidence.reuses using (unit_id = any ((select kit.scope())::uuid[]));
create policy own on evidence.pieces using (sent_by = (select kit.actor()));
grant select, insert on evidence.items to tri_an_app;
grant select on evidence.reuses to tri_an_app;
grant select, insert, delete on evidence.pieces to tri_an_app;

-- Which other records of the whole group show this very picture, or one that differs in at most so many bits, and
-- writes it down for both.
create function evidence.mark_reuse(item uuid, most integer, at timestamptz) returns integer
language plpgsql security definer set search_path = pg_catalog, evidence as $$
declare
  own evidence.items;
  marked integer;
begin
  select * into own from evidence.items i where i.id = item and i.unit_id = any (kit.scope());
  insert into evidence.reuses (item_id, other_id, unit_id, differing_bits, found_at)
  select pair.one, pair.two, pair.unit, same.bits, at
  from (
    select o.id, o.unit_id, 0 as bits from evidence.items o where o.sha256 = own.sha256 and o.record <> own.record
    union all
    select o.id, o.unit_id, bit_count(o.looks # own.looks)::int from evidence.items o
    where o.looks is not null and o.record <> own.record and bit_count(o.looks # own.looks) <= most) same
  cross join lateral (values (own.id, same.id, own.unit_id), (same.id, own.id, same.unit_id)) as pair (one, two, unit)
  order by same.bits
  on conflict do nothing;
  get diagnostics marked = row_count;
  return marked / 2;
end $$;
comment on function evidence.mark_reuse is 'definer: a picture is compared with those of all units; answers a count, and each unit sees its own side';

-- What a phone began to send and never finished.
create function evidence.sweep_pieces(before timestamptz) returns bigint
language plpgsql security definer set search_path = pg_catalog, evidence as $$
declare gone bigint;
begin
  delete from evidence.pieces p where p.sent_at < before;
  get diagnostics gone = row_count;
  return gone;
end $$;
comment on function evidence.sweep_pieces is 'definer: pieces belong to whoever sends them; the daily job clears what nobody finished, and answers a count';
