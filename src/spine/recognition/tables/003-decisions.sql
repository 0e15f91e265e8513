-- Somebody says that they stand near a party (kin, shares, a former employer): they decide nothing on it.
create table recognition.interests (
  line_id uuid not null references recognition.lines (id),
  run_id uuid not null references recognition.runs (id),
  unit_id uuid not null,
  staff_id uuid not null,
  note text not null check (length(note) between 3 and 500),
  at timestamptz not null,
  primary key (line_id, staff_id)
);
create index interests_of_run on recognition.interests (run_id);

-- What people decide on a line; the last one counts. With none, a party with a ground is included.
create table recognition.decisions (
  no bigint generated always as identity primary key,
  line_id uuid not null references recognition.lines (id),
  run_id uuid not null references recognition.runs (id),
  unit_id uuid not null,
  kind text not null check (kind in ('include', 'exclude')),
  reason text not null check (reason in ('conflict', 'duplicate', 'legal', 'data', 'checked')),
  note text not null check (length(note) between 3 and 500),
  by_id uuid not null,
  at timestamptz not null
);
create index decisions_of on recognition.decisions (line_id, no);
create index decisions_of_run on recognition.decisions (run_id);

-- Every try of other thresholds: who, when, what, and what it would have given. Counts, kWh and money only.
create table recognition.trials (
  no bigint generated always as identity primary key,
  run_id uuid not null references recognition.runs (id),
  unit_id uuid not null,
  settings jsonb not null,
  amounts jsonb not null,
  result jsonb not null,
  by_id uuid not null,
  at timestamptz not null
);
create index trials_of on recognition.trials (run_id, no);

-- What somebody says against a result. Words are sealed.
create table recognition.objections (
  id uuid primary key,
  line_id uuid not null references recognition.lines (id),
  run_id uuid not null references recognition.runs (id),
  party_id uuid not null,
  unit_id uuid not null,
  through text not null check (through in ('portal', 'paper', 'counter', 'call')),
  received_on date not null,
  answer_by date not null,
  text_sealed text not null,
  asked_by_kind text not null check (asked_by_kind in ('staff', 'customer')),
  asked_by uuid not null,
  asked_at timestamptz not null
);
create index objections_of on recognition.objections (line_id);
create index objections_due on recognition.objections (unit_id, answer_by);

-- Answered once, with a reason either way.
create table recognition.answers (
  objection_id uuid primary key references recognition.objections (id),
  unit_id uuid not null,
  outcome text not null check (outcome in ('upheld', 'refused')),
  text_sealed text not null,
  by_id uuid not null,
  at timestamptz not null
);

-- An upheld objection corrects the result by a new row: on these grounds the party is thanked from now on.
create table recognition.corrections (
  id uuid primary key,
  objection_id uuid not null unique references recognition.objections (id),
  line_id uuid not null references recognition.lines (id),
  run_id uuid not null references recognition.runs (id),
  unit_id uuid not null,
  grounds text[] not null check (cardinality(grounds) > 0),
  by_id uuid not null,
  at timestamptz not null
);
create index corrections_of on recognition.corrections (line_id);
create index corrections_of_run on recognition.corrections (run_id);

do $$
declare one text;
begin
  foreach one in array array['interests', 'decisions', 'trials', 'corrections'] loop
    execute format('create trigger %I_stay before update or delete on recognition.%I for each row execute function recognition.stay()', one, one);
  end loop;
  foreach one in array array['interests', 'decisions', 'trials', 'objections', 'answers', 'corrections'] loop
    execute format('alter table recognition.%I enable row level security', one);
    execute format('create policy in_scope on recognition.%I for select using (unit_id = any ((select kit.scope())::uuid[]))', one);
    execute format('grant select, insert on recognition.%I to tri_an_app', one);
  end loop;
  foreach one in array array['interests', 'decisions', 'trials', 'answers', 'corrections'] loop
    execute format('create policy write on recognition.%I for insert with check (unit_id = any ((select kit.scope())::uuid[]))', one);
  end loop;
  foreach one in array array['decisions', 'corrections', 'objections'] loop
    execute format('create policy own on recognition.%I for select using (run_id = any ((select recognition.my_runs())::uuid[])
      and exists (select from recognition.lines l where l.id = line_id))', one);
  end loop;
end $$;
create policy own on recognition.answers for select using (exists (select from recognition.objections o where o.id = objection_id));
create policy object on recognition.objections for insert with check (asked_by = (select coalesce(kit.actor(), kit.customer()))
  and exists (select from recognition.lines l where (l.id, l.run_id, l.party_id, l.unit_id) = (line_id, objections.run_id, objections.party_id, objections.unit_id)));

-- A person's data must go: what drew their page, and the words of their objections. Lines, which say what was decided
-- and on what figures, stay with an opaque id. Answers how many rows were emptied.
create function recognition.forget(customer uuid) returns integer
language plpgsql security definer set search_path = pg_catalog, recognition as $$
declare gone integer; many integer;
begin
  update recognition.whys w set why = null, erased_at = now()
    where w.party_id = customer and w.why is not null and w.unit_id = any (kit.scope());
  get diagnostics gone = row_count;
  update recognition.objections o set text_sealed = ''
    where o.party_id = customer and o.text_sealed <> '' and o.unit_id = any (kit.scope());
  get diagnostics many = row_count;
  gone := gone + many;
  update recognition.answers a set text_sealed = '' from recognition.objections o
    where o.id = a.objection_id and o.party_id = customer and a.text_sealed <> '' and a.unit_id = any (kit.scope());
  get diagnostics many = row_count;
  return gone + many;
end $$;
comment on function recognition.forget is 'definer: nobody else may empty a row; one party in the caller''s scope; answers a count';
