-- Mass work in chunks: one row leased for each chunk, so that 31 million rows are 31 thousand leases and a process
-- that dies leaves one chunk to be done again. Numbers and opaque ids only, so whoever acts at all may work on it.

create table kit.works (
  id uuid primary key,
  chunks int not null check (chunks between 0 and 1000000),
  started_at timestamptz not null default clock_timestamp(),
  cancelled_at timestamptz
);
alter table kit.works enable row level security;
create policy all_acting on kit.works using ((select kit.acting()));
grant select, insert on kit.works to tri_an_app;
grant update (cancelled_at) on kit.works to tri_an_app;

create table kit.chunks (
  work uuid not null references kit.works (id),
  no int not null,
  lease uuid,
  lease_until timestamptz,
  done_at timestamptz,
  primary key (work, no)
);
-- Leases are written over and over in the same rows: room beside them keeps that cheap.
alter table kit.chunks set (fillfactor = 70);
create index chunks_open on kit.chunks (work, no) where done_at is null;
alter table kit.chunks enable row level security;
create policy all_acting on kit.chunks using ((select kit.acting()));
grant select, insert on kit.chunks to tri_an_app;
grant update (lease, lease_until, done_at) on kit.chunks to tri_an_app;
