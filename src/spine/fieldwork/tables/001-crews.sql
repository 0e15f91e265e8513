-- A crew goes out together; who belongs to it is dated, so that the work of a past day keeps its people.
create table fieldwork.crews (
  id uuid primary key,
  unit_id uuid not null references org.units (id),
  name text not null check (char_length(name) between 2 and 80),
  opened_by uuid not null,
  opened_at timestamptz not null,
  closed_at timestamptz
);
create index crews_by_unit on fieldwork.crews (unit_id);
create table fieldwork.crew_members (
  crew_id uuid not null references fieldwork.crews (id),
  unit_id uuid not null,
  staff_id uuid not null references people.staff (id),
  from_day date not null,
  until_day date check (until_day >= from_day),
  added_by uuid not null,
  primary key (crew_id, staff_id, from_day)
);
create index crews_of_staff on fieldwork.crew_members (staff_id) where until_day is null;
alter table fieldwork.crews enable row level security;
alter table fieldwork.crew_members enable row level security;
create policy in_scope on fieldwork.crews using (unit_id = any ((select kit.scope())::uuid[]));
create policy in_scope on fieldwork.crew_members using (unit_id = any ((select kit.scope())::uuid[]));
grant select, insert on fieldwork.crews, fieldwork.crew_members to tri_an_app;
grant update (closed_at) on fieldwork.crews to tri_an_app;
grant update (until_day) on fieldwork.crew_members to tri_an_app;
