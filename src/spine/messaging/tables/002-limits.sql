-- What may be sent when, how often, and on which consent: by class and channel, from a day on, with where it is said.
-- What no source says is a setting of the house: `source` says so, and `confirmed_at` is empty until somebody checked it.
-- A class and channel without a row may always be sent.
create table messaging.limits (
  class text not null check (class in ('safety', 'service', 'care', 'survey', 'advert')),
  channel text not null check (channel in ('sms', 'zalo', 'email')),
  from_day date not null,
  opens time not null default '00:00',
  closes time not null default '24:00',
  most smallint check (most > 0),
  within_hours smallint check (within_hours between 1 and 744),
  consent text check (consent in ('care', 'offers', 'survey')),
  source text not null check (length(source) >= 3),
  confirmed_at timestamptz,
  primary key (class, channel, from_day),
  check (opens < closes),
  check ((most is null) = (within_hours is null))
);
insert into messaging.limits (class, channel, from_day, opens, closes, most, within_hours, consent, source) values
  ('advert', 'sms', '2020-10-01', '07:00', '22:00', 3, 24, 'offers', 'Nghị định 91/2020/NĐ-CP, điều 13'),
  ('advert', 'email', '2020-10-01', '00:00', '24:00', 3, 24, 'offers', 'Nghị định 91/2020/NĐ-CP, điều 13; số lần chưa đối chiếu nguyên văn'),
  ('advert', 'zalo', '2020-10-01', '08:00', '22:00', 1, 24, 'offers', 'Thiết lập của hệ thống, chưa có nguồn chính thức'),
  ('care', 'sms', '2020-10-01', '07:00', '21:00', 3, 168, 'care', 'Thiết lập của hệ thống, chưa có nguồn chính thức'),
  ('care', 'zalo', '2020-10-01', '07:00', '21:00', 3, 168, 'care', 'Thiết lập của hệ thống, chưa có nguồn chính thức'),
  ('care', 'email', '2020-10-01', '00:00', '24:00', 3, 168, 'care', 'Thiết lập của hệ thống, chưa có nguồn chính thức'),
  ('survey', 'sms', '2020-10-01', '07:00', '21:00', 1, 168, 'survey', 'Thiết lập của hệ thống, chưa có nguồn chính thức'),
  ('survey', 'zalo', '2020-10-01', '07:00', '21:00', 1, 168, 'survey', 'Thiết lập của hệ thống, chưa có nguồn chính thức'),
  ('survey', 'email', '2020-10-01', '00:00', '24:00', 1, 168, 'survey', 'Thiết lập của hệ thống, chưa có nguồn chính thức'),
  ('service', 'sms', '2020-10-01', '06:00', '22:00', null, null, null, 'Thiết lập của hệ thống, chưa có nguồn chính thức'),
  ('service', 'zalo', '2020-10-01', '06:00', '22:00', null, null, null, 'Thiết lập của hệ thống, chưa có nguồn chính thức');
alter table messaging.limits enable row level security;
create policy read on messaging.limits for select using ((select kit.acting()));
grant select on messaging.limits to tri_an_app;

-- Numbers and addresses that are not written to, by their keyed hash. `do_not_call`: the national list, for adverts and
-- surveys; `refused`: said so themselves, for all but safety; `not_owner`: it is somebody else's, for everything.
create table messaging.suppressed (
  found uuid not null,
  reason text not null check (reason in ('do_not_call', 'refused', 'not_owner')),
  unit_id uuid not null,
  evidence text not null check (length(evidence) between 2 and 200),
  added_by uuid not null,
  added_at timestamptz not null,
  primary key (found, reason)
);
alter table messaging.suppressed enable row level security;
create policy in_scope on messaging.suppressed for select using (unit_id = any ((select kit.scope())::uuid[]));
create policy add on messaging.suppressed for insert with check (unit_id = any ((select kit.scope())::uuid[]) and added_by = (select kit.actor()));
grant select, insert on messaging.suppressed to tri_an_app;

-- Each taking in of the national list: an old one lets no advert start.
create table messaging.do_not_call_lists (
  id uuid primary key,
  unit_id uuid not null references org.units (id),
  fetched_on date not null,
  numbers integer not null check (numbers >= 0),
  taken_by uuid not null,
  taken_at timestamptz not null
);
alter table messaging.do_not_call_lists enable row level security;
create policy in_scope on messaging.do_not_call_lists using (unit_id = any ((select kit.scope())::uuid[]));
grant select, insert on messaging.do_not_call_lists to tri_an_app;

-- How many days ago the youngest list of any unit was fetched; nothing when there is none.
create function messaging.list_age(on_day date) returns integer
language sql stable security definer set search_path = pg_catalog, messaging as $$
  select on_day - max(fetched_on) from messaging.do_not_call_lists
$$;
comment on function messaging.list_age is 'definer: the national list is one for the whole house; answers a number of days';

-- When a number was written to lately, over all units: what caps are judged by. The app itself sees none of it.
create table messaging.sent_lately (
  found uuid not null,
  class text not null,
  channel text not null,
  recent timestamptz[] not null,
  primary key (found, class, channel)
) with (fillfactor = 80);
alter table messaging.sent_lately enable row level security;
create policy nobody on messaging.sent_lately using (false);

-- Whether a number is known to be somebody else's: then not even a notice goes there.
create function messaging.is_not_owner(wanted uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, messaging as $$
  select exists (select from messaging.suppressed s where s.found = wanted and s.reason = 'not_owner')
$$;
comment on function messaging.is_not_owner is 'definer: whoever told it may be of another unit; answers yes or no';
