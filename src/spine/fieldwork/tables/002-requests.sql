-- Somebody asked for a piece of work, from asking to acceptance. It keeps the form of its kind as that was on the day,
-- so that a later change of the kind changes no work under way. `state` and `due_at` are what the steps beside it say.
create table fieldwork.requests (
  id uuid primary key,
  code text collate "C" not null unique check (code ~ '^DV[2-9A-HJKMNP-TV-Z]{8}$'),
  activity text not null,
  kind text not null,
  form jsonb not null,
  edition_id uuid not null references editions.editions (id),
  unit_id uuid not null references org.units (id),
  customer_id uuid,
  -- The activity's own record that this work is for (a household, a road), where there is one.
  because uuid,
  name text not null check (char_length(name) <= 120),
  address text not null check (char_length(address) <= 250),
  commune_code text,
  phone_sealed text,
  phone_shown text check (char_length(phone_shown) <= 30),
  note text not null check (char_length(note) <= 1000),
  answers jsonb not null,
  folded text collate "C" not null,
  channel text not null check (channel in ('portal', 'call', 'paper', 'plan')),
  asked_by uuid not null,
  asked_at timestamptz not null,
  state text not null check (state in ('asked', 'taken', 'waiting', 'planned', 'started', 'stopped', 'done', 'rework', 'accepted', 'refused', 'cancelled')),
  open boolean not null generated always as (state not in ('accepted', 'refused', 'cancelled')) stored,
  due_at timestamptz not null,
  done_at timestamptz
);
create index requests_in_turn on fieldwork.requests (unit_id, (not open), due_at, id);
create index requests_of_customer on fieldwork.requests (customer_id, kind) where open;
create index requests_of_record on fieldwork.requests (because) where because is not null;
create index requests_of_asker on fieldwork.requests (asked_by, asked_at);

-- Each move is a row: who, when, why. `happened_at` is what the phone's clock said.
create table fieldwork.steps (
  id uuid primary key,
  request_id uuid not null references fieldwork.requests (id),
  unit_id uuid not null,
  move text not null,
  to_state text not null,
  reason text check (char_length(reason) <= 1000),
  by_staff uuid,
  at timestamptz not null,
  happened_at timestamptz not null,
  clock_suspect boolean not null default false
);
create index steps_of_request on fieldwork.steps (request_id, at, id);

-- The order to a crew for a day; the last one holds. The visit code stands on it, for the door to check.
create table fieldwork.orders (
  id uuid primary key,
  request_id uuid not null references fieldwork.requests (id),
  unit_id uuid not null,
  crew_id uuid not null references fieldwork.crews (id),
  day date not null,
  from_time time not null,
  until_time time not null check (until_time > from_time),
  visit_code text collate "C" not null unique check (visit_code ~ '^TN[2-9A-HJKMNP-TV-Z]{6}$'),
  planned_by uuid not null,
  planned_at timestamptz not null,
  ended_at timestamptz
);
create unique index one_open_order on fieldwork.orders (request_id) where ended_at is null;
create index orders_of_crew on fieldwork.orders (crew_id, day) where ended_at is null;

-- A work permit: its number, the agreed outage, how the place is isolated. The last one counts.
create table fieldwork.permits (
  id uuid primary key,
  request_id uuid not null references fieldwork.requests (id),
  unit_id uuid not null,
  number text not null check (char_length(number) between 2 and 40),
  outage_from timestamptz not null,
  outage_until timestamptz not null check (outage_until > outage_from),
  isolation text not null check (char_length(isolation) between 5 and 300),
  agreed_by uuid not null,
  agreed_at timestamptz not null
);
create index permits_of_request on fieldwork.permits (request_id, agreed_at);

-- What a crew brought home of one order.
create table fieldwork.results (
  id uuid primary key,
  order_id uuid not null unique references fieldwork.orders (id),
  request_id uuid not null references fieldwork.requests (id),
  unit_id uuid not null,
  checks text[] not null,
  readings jsonb not null,
  signed text not null check (signed in ('customer', 'witness', 'absent')),
  witness text check (char_length(witness) <= 120),
  note text not null check (char_length(note) <= 1000),
  started_at timestamptz not null,
  finished_at timestamptz not null check (finished_at >= started_at),
  by_staff uuid not null,
  at timestamptz not null
);
create index results_of_request on fieldwork.results (request_id, at);

-- What a phone sent and the house had to refuse: kept with its reason until somebody has settled it, never lost.
create table fieldwork.turned_away (
  id uuid primary key,
  request_id uuid not null references fieldwork.requests (id),
  unit_id uuid not null,
  command text not null,
  body jsonb not null,
  code text not null,
  by_staff uuid not null,
  at timestamptz not null,
  settled_by uuid,
  settled_at timestamptz,
  settled_note text check (char_length(settled_note) <= 500)
);
create index turned_away_open on fieldwork.turned_away (unit_id, at) where settled_at is null;
