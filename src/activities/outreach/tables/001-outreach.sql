-- What people are to know: a topic, a text that anybody may read, and the days of it. Its state is its last decision.
create table outreach.campaigns (
  id uuid primary key,
  edition_id uuid not null references editions.editions (id),
  unit_id uuid not null references org.units (id),
  topic text not null check (topic in ('safe', 'economical', 'efficient')),
  title text not null check (length(title) between 3 and 160),
  body text not null check (length(body) between 10 and 4000),
  from_day date not null,
  until_day date not null check (until_day >= from_day),
  made_by uuid not null,
  made_at timestamptz not null
);
create index campaigns_by_unit on outreach.campaigns (edition_id, unit_id, id);
create table outreach.decisions (
  no bigint generated always as identity primary key,
  campaign_id uuid not null references outreach.campaigns (id),
  unit_id uuid not null,
  kind text not null check (kind in ('approved', 'sent_back', 'revised', 'ended')),
  reason text check (length(reason) <= 500),
  decided_by uuid not null,
  decided_at timestamptz not null,
  check (kind <> 'sent_back' or length(reason) >= 3)
);
create index decisions_of_campaign on outreach.decisions (campaign_id, no desc);

-- What was approved, as the public reads it: the feed of the group's own app and the portal's page.
create table outreach.published (
  campaign_id uuid primary key references outreach.campaigns (id),
  topic text not null,
  title text not null,
  body text not null,
  from_day date not null,
  until_day date not null,
  published_at timestamptz not null,
  ended_at timestamptz
);

-- What is handed out or shown; the files themselves are evidence of this record.
create table outreach.materials (
  id uuid primary key,
  campaign_id uuid not null references outreach.campaigns (id),
  unit_id uuid not null,
  title text not null check (length(title) between 3 and 160),
  kind text not null check (kind in ('leaflet', 'poster', 'lesson', 'clip')),
  file_id uuid not null,
  added_by uuid not null,
  added_at timestamptz not null
);
create index materials_of on outreach.materials (campaign_id);

-- Waves of messages of a campaign, with the facts that say whom they reached: they are corrected as receipts come in.
create table outreach.waves (
  wave_id uuid primary key,
  campaign_id uuid not null references outreach.campaigns (id),
  unit_id uuid not null,
  proven_fact uuid,
  recorded_fact uuid,
  delivered integer not null default 0,
  submitted integer not null default 0
);
create index waves_of on outreach.waves (campaign_id);

-- A talk at a school, a market, in a quarter: how many listened, with a photo or without.
create table outreach.talks (
  id uuid primary key,
  campaign_id uuid not null references outreach.campaigns (id),
  unit_id uuid not null,
  kind text not null check (kind in ('school', 'market', 'community')),
  place text not null check (length(place) between 3 and 200),
  held_on date not null,
  people integer not null check (people between 1 and 5000),
  photo_id uuid,
  recorded_by uuid not null,
  recorded_at timestamptz not null
);
create index talks_of on outreach.talks (campaign_id, held_on);

-- Leaflets handed to a mass organisation, which brings them to people: counts and a photo come back, never a name.
create table outreach.relays (
  id uuid primary key,
  campaign_id uuid not null references outreach.campaigns (id),
  unit_id uuid not null,
  organisation text not null check (organisation in ('women', 'youth', 'farmers', 'veterans', 'front', 'quarter')),
  place text not null check (length(place) between 3 and 200),
  handed integer not null check (handed between 1 and 100000),
  handed_on date not null,
  handed_by uuid not null,
  handed_at timestamptz not null
);
create index relays_of on outreach.relays (campaign_id);
create table outreach.relay_reports (
  relay_id uuid primary key references outreach.relays (id),
  unit_id uuid not null,
  people integer not null check (people >= 0),
  photo_id uuid,
  reported_on date not null,
  recorded_by uuid not null,
  recorded_at timestamptz not null
);

-- Who was advised on the phone of the call centre, about what. Points are named, and no free text is kept of a person.
create table outreach.advice (
  id uuid primary key,
  edition_id uuid not null references editions.editions (id),
  unit_id uuid not null,
  customer_id uuid not null,
  points text[] not null check (cardinality(points) between 1 and 9),
  first boolean not null,
  advised_by uuid not null,
  advised_at timestamptz not null
);
create index advice_by_person on outreach.advice (advised_by, advised_at desc);
create unique index advised_first on outreach.advice (edition_id, customer_id) where first;

do $$
declare one text;
begin
  foreach one in array array['campaigns', 'decisions', 'materials', 'waves', 'talks', 'relays', 'relay_reports', 'advice'] loop
    execute format('alter table outreach.%I enable row level security', one);
    execute format('create policy in_scope on outreach.%I using (unit_id = any ((select kit.scope())::uuid[]))', one);
    execute format('grant select, insert on outreach.%I to tri_an_app', one);
  end loop;
end $$;
grant update (topic, title, body, from_day, until_day) on outreach.campaigns to tri_an_app;
grant update (proven_fact, recorded_fact, delivered, submitted) on outreach.waves to tri_an_app;
-- Whoever reports holds the relay's row meanwhile, and for that a right to write must be there.
grant update (handed) on outreach.relays to tri_an_app;
alter table outreach.published enable row level security;
create policy read on outreach.published for select using ((select kit.acting()));
create policy write on outreach.published for insert with check (exists (select from outreach.campaigns c where c.id = campaign_id));
create policy end_it on outreach.published for update using (exists (select from outreach.campaigns c where c.id = campaign_id));
grant select, insert on outreach.published to tri_an_app;
grant update (ended_at) on outreach.published to tri_an_app;

-- Whether a person was advised in this edition already, by whichever unit: each is counted once.
create function outreach.was_advised(in_edition uuid, customer uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, outreach as $$
  select exists (select from outreach.advice a where a.edition_id = in_edition and a.customer_id = customer and a.first)
$$;
comment on function outreach.was_advised is 'definer: a person is counted once over all units; answers yes or no';
