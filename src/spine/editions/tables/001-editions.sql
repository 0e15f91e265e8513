-- A year's programme. Its theme and dates are data of the year; a later release gives units their own.
create table editions.editions (
  id uuid primary key,
  year integer not null unique check (year between 2000 and 2100),
  number integer not null check (number > 0),
  name_vi text not null,
  name_en text not null,
  theme_vi text,
  theme_en text,
  from_day date not null,
  until_day date not null,
  source text,
  check (until_day >= from_day)
);
alter table editions.editions enable row level security;
create policy acting on editions.editions for select using ((select kit.acting()));
grant select on editions.editions to tri_an_app;
