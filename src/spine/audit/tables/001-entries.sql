-- Who did what, when, from where. Written in the act's own transaction; never changed afterwards.
-- No personal data: ids, names of routes, numbers.
create table audit.entries (
  id uuid primary key,
  at timestamptz not null,
  does text not null,
  actor_kind text not null check (actor_kind in ('nobody', 'staff', 'customer', 'partner')),
  actor uuid,
  unit uuid,
  record text,
  details jsonb not null default '{}',
  source bytea,
  device uuid
);
create index entries_by_time on audit.entries (at desc, id desc);
create index entries_by_unit on audit.entries (unit, at desc);

-- The chain: each entry's place and the hash over the one before it. Built afterwards by one sequencer, so that no
-- write ever waits for the chain.
create table audit.chain (
  position bigint primary key,
  entry_id uuid not null unique references audit.entries (id),
  hash bytea not null check (length(hash) = 32)
);
-- What waits for its place. `written_by` tells the sequencer when no older transaction can still commit.
create table audit.waiting (
  entry_id uuid primary key references audit.entries (id),
  written_by xid8 not null default pg_current_xact_id()
);
create function audit.wait() returns trigger language plpgsql as $$
begin insert into audit.waiting (entry_id) select id from added; return null; end $$;
create trigger entries_wait after insert on audit.entries referencing new table as added
  for each statement execute function audit.wait();

-- The head of the chain, signed from time to time; a cut-off tail is found by the last of these.
create table audit.heads (
  position bigint primary key,
  hash bytea not null,
  signed_at timestamptz not null,
  signature bytea not null
);

create function audit.stay() returns trigger language plpgsql as $$
begin raise exception 'what was done stays recorded' using errcode = 'P0001'; end $$;
create trigger entries_stay before update or delete on audit.entries for each row execute function audit.stay();
create trigger chain_stays before update or delete on audit.chain for each row execute function audit.stay();
create trigger heads_stay before update or delete on audit.heads for each row execute function audit.stay();

alter table audit.entries enable row level security;
alter table audit.chain enable row level security;
alter table audit.heads enable row level security;
alter table audit.waiting enable row level security;
create policy write on audit.waiting for insert with check ((select kit.acting()));
grant insert on audit.waiting to tri_an_app;
create policy write on audit.entries for insert with check ((select kit.acting()));
create policy in_scope on audit.entries for select using (unit = any ((select kit.scope())::uuid[]) or actor = (select kit.actor()));
create policy acting on audit.chain for select using ((select kit.actor()) is not null);
create policy acting on audit.heads for select using ((select kit.actor()) is not null);
grant select, insert on audit.entries to tri_an_app;
grant select on audit.chain, audit.heads to tri_an_app;

create function audit.waiting_count() returns integer
language sql stable security definer set search_path = pg_catalog, audit as $$ select count(*)::int from audit.waiting $$;
comment on function audit.waiting_count is 'definer: how far the chain lags behind, over all units; answers a count';
