-- Totals that a unit handed in because it does not work in the system yet: from a sheet, with its signed scan. Never
-- changed; a later row of the same unit and measure replaces an earlier one, and 0 takes it back.
create table reports.stated (
  id uuid primary key,
  edition_id uuid not null references editions.editions (id),
  activity text collate "C" not null,
  measure text collate "C" not null,
  unit_id uuid not null references org.units (id),
  quantity numeric(20, 3) not null check (quantity between 0 and 100000000000000),
  -- The day up to which it counts, as the paper says.
  until_day date not null,
  number text not null check (char_length(number) between 1 and 60),
  scan_sha256 text not null check (scan_sha256 ~ '^[0-9a-f]{64}$'),
  by_staff uuid not null,
  at timestamptz not null
);
create index stated_by_unit on reports.stated (edition_id, unit_id, activity, measure, at desc, id desc);

create function reports.stated_stays() returns trigger language plpgsql as $$
begin raise exception 'what was handed in stays; a later one replaces it' using errcode = 'P0001'; end $$;
create trigger stated_stays before update or delete on reports.stated for each row execute function reports.stated_stays();

-- What stands of them: the newest of each unit and measure.
create view reports.standing with (security_invoker = true) as
  select distinct on (edition_id, unit_id, activity, measure) edition_id, unit_id, activity, measure, quantity, until_day, number, scan_sha256, at
  from reports.stated order by edition_id, unit_id, activity, measure, at desc, id desc;

alter table reports.stated enable row level security;
create policy in_scope on reports.stated using (unit_id in (select unnest((select kit.scope()))));
grant select, insert on reports.stated to tri_an_app;
grant select on reports.standing to tri_an_app;
