-- What proves an act: the bytes lie in the file store under their hash; here stands whose, what and when.
create table evidence.items (
  id uuid primary key,
  sha256 bytea not null check (length(sha256) = 32),
  kind text not null check (kind in ('photo')),
  unit_id uuid not null references org.units (id),
  record uuid not null,
  bytes integer not null check (bytes > 0),
  added_by uuid not null,
  added_at timestamptz not null
);
create index items_of_record on evidence.items (record);
create index items_by_hash on evidence.items (sha256);
alter table evidence.items enable row level security;
create policy in_scope on evidence.items using (unit_id = any ((select kit.scope())::uuid[]));
grant select, insert on evidence.items to tri_an_app;
