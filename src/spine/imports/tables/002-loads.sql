-- Who sends files of what, and how they are read and decided. `decides`: `one` whoever brings a file may also decide,
-- `other` somebody else must, `none` what has no error goes in by itself. `folder`: its name in the drop folder.
-- `numbered`: its files are deltas with a number at the end of their names, taken one after the other.
create table imports.sources (
  id uuid primary key,
  unit_id uuid not null references org.units (id),
  intake text not null,
  name text not null check (char_length(name) between 2 and 100),
  decides text not null check (decides in ('one', 'other', 'none')),
  folder text check (folder ~ '^[a-z0-9][a-z0-9-]{1,40}$'),
  numbered boolean not null,
  opened_by uuid not null,
  opened_at timestamptz not null,
  closed_by uuid,
  closed_at timestamptz
);
create unique index sources_folder on imports.sources (folder) where closed_at is null;
create index sources_by_unit on imports.sources (unit_id);

-- How a source's files were read the last time: what the next file is offered. Rows are only added, the latest holds.
create table imports.habits (
  id uuid primary key,
  unit_id uuid not null references org.units (id),
  source_id uuid references imports.sources (id),
  intake text not null,
  reading jsonb not null,
  kept_by uuid,
  kept_at timestamptz not null
);
create index habits_latest on imports.habits (unit_id, intake, source_id, kept_at desc);

-- A file of rows that came in. `number` counts a source's deltas. `corrects`: the load whose refused rows it brings again.
-- `ended_at`: nothing of it holds (stopped, decided against, rolled back), so that the same file may come again.
create table imports.loads (
  id uuid primary key,
  unit_id uuid not null references org.units (id),
  intake text not null,
  source_id uuid references imports.sources (id),
  corrects uuid references imports.loads (id),
  name text not null check (char_length(name) between 1 and 200),
  bytes bigint not null check (bytes >= 0),
  sha256 bytea check (length(sha256) = 32),
  number int check (number >= 0),
  as_of date not null,
  stated jsonb not null,
  brought_by uuid,
  brought_at timestamptz not null,
  ended_at timestamptz
);
create unique index loads_once on imports.loads (unit_id, intake, sha256) where ended_at is null;
create unique index loads_numbered on imports.loads (source_id, number) where ended_at is null and number is not null;
create index loads_by_unit on imports.loads (unit_id, brought_at desc);
create index loads_corrects on imports.loads (corrects) where corrects is not null;

-- What became of a load, step by step; the last one is its state. `values` holds numbers and how the file is read.
create table imports.steps (
  load_id uuid not null references imports.loads (id),
  no int not null,
  unit_id uuid not null references org.units (id),
  state text not null check (state in ('receiving', 'received', 'waiting', 'checking', 'checked', 'unreadable', 'stopped',
    'applying', 'stopping', 'applied', 'failed', 'declined', 'undoing', 'undone', 'twice')),
  by_staff uuid,
  at timestamptz not null,
  reason text,
  details jsonb not null default '{}',
  primary key (load_id, no)
);
create index steps_by_unit on imports.steps (unit_id);

-- How far a running check is: written beside it, so that it is seen while it runs.
create table imports.progress (
  load_id uuid primary key references imports.loads (id),
  unit_id uuid not null references org.units (id),
  bytes_done bigint not null,
  rows_done bigint not null,
  bad_rows bigint not null,
  at timestamptz not null
);

-- What a check found wrong: each refused row with its cells as they came, and each cell that was refused or noted.
create table imports.bad_rows (
  check_id uuid not null,
  row_no int not null,
  unit_id uuid not null references org.units (id),
  load_id uuid not null references imports.loads (id),
  cells text[] not null,
  primary key (check_id, row_no)
);
create index bad_rows_by_load on imports.bad_rows (load_id);
create table imports.findings (
  check_id uuid not null,
  row_no int not null,
  at int not null,
  unit_id uuid not null references org.units (id),
  load_id uuid not null references imports.loads (id),
  column_name text not null,
  reason text not null,
  value text not null check (char_length(value) <= 200),
  refused boolean not null,
  primary key (check_id, row_no, at)
);
create index findings_by_load on imports.findings (load_id);

-- A refused row that a later load brought in good order.
create table imports.mended (
  load_id uuid not null references imports.loads (id),
  row_no int not null,
  unit_id uuid not null references org.units (id),
  by_load uuid not null references imports.loads (id),
  primary key (load_id, row_no, by_load)
);

do $$
declare one text;
begin
  foreach one in array array['sources', 'habits', 'loads', 'steps', 'progress', 'bad_rows', 'findings', 'mended'] loop
    execute format('alter table imports.%I enable row level security', one);
    execute format('create policy in_scope on imports.%I using (unit_id = any ((select kit.scope())::uuid[]))', one);
    execute format('grant select, insert on imports.%I to tri_an_app', one);
  end loop;
end $$;
grant update (decides, name, folder, numbered, closed_by, closed_at) on imports.sources to tri_an_app;
grant update (bytes, sha256, number, ended_at) on imports.loads to tri_an_app;
grant update (bytes_done, rows_done, bad_rows, at) on imports.progress to tri_an_app;

create function imports.state_of(load uuid) returns text language sql stable
return (select s.state from imports.steps s where s.load_id = load order by s.no desc limit 1);

-- Whether a later load that still holds brought a refused row in good order.
create function imports.is_mended(load uuid, row_no int) returns boolean language sql stable
return exists (select from imports.mended m join imports.loads l on l.id = m.by_load
  where m.load_id = load and m.row_no = is_mended.row_no and l.ended_at is null);

create function imports.folder_taken(wanted text, besides uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, imports as $$
  select exists (select from imports.sources s where s.folder = wanted and s.closed_at is null and s.id <> besides)
$$;
comment on function imports.folder_taken is 'definer: a folder belongs to one source of the whole house; yes or no';
