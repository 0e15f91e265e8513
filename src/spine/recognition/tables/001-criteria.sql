-- The criteria of one recognition in one edition, as a unit wrote them. A draft is edited until it is approved; from
-- then on it stays as it is, and what is better comes as a new version that names the one it replaces.
create table recognition.criteria (
  id uuid primary key,
  edition_id uuid not null references editions.editions (id),
  activity text not null,
  kind text not null,
  unit_id uuid not null references org.units (id),
  no integer not null check (no >= 1),
  replaces uuid,
  title text not null check (length(title) between 3 and 200),
  note text not null check (length(note) <= 4000),
  settings jsonb not null,
  thanks jsonb not null,
  object_days integer not null check (object_days between 1 and 60),
  answer_days integer not null check (answer_days between 1 and 60),
  written_by uuid not null,
  written_at timestamptz not null,
  unique (edition_id, kind, unit_id, no)
);

-- Each move is a row: who, when, why. The last one says where the version stands.
create table recognition.criteria_steps (
  no bigint generated always as identity primary key,
  criteria_id uuid not null references recognition.criteria (id),
  step text not null check (step in ('edited', 'sent', 'sent_back', 'approved', 'published')),
  reason text check (length(reason) <= 500),
  by_id uuid not null,
  at timestamptz not null,
  check (step <> 'sent_back' or length(reason) >= 3)
);
create index criteria_steps_of on recognition.criteria_steps (criteria_id, no);

-- What is published, word for word, for everybody to read; `sha256` is over its canonical bytes. A run that names
-- people refers to a row of this table, so no run can stand on criteria that nobody could read before.
create table recognition.published (
  criteria_id uuid primary key references recognition.criteria (id),
  edition_id uuid not null references editions.editions (id),
  activity text not null,
  kind text not null,
  unit_id uuid not null references org.units (id),
  no integer not null,
  replaces uuid unique references recognition.published (criteria_id),
  title text not null,
  note text not null,
  settings jsonb not null,
  thanks jsonb not null,
  object_days integer not null,
  answer_days integer not null,
  sha256 text not null,
  published_at timestamptz not null
);
create index published_by_edition on recognition.published (edition_id, kind, unit_id);

create function recognition.stay() returns trigger language plpgsql as $$
begin raise exception 'rows of % stay; what is different comes as a new row', tg_table_name using errcode = 'P0001'; end $$;
create trigger published_stay before update or delete on recognition.published for each row execute function recognition.stay();
create trigger criteria_steps_stay before update or delete on recognition.criteria_steps for each row execute function recognition.stay();

create function recognition.criteria_stay() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or exists (select from recognition.criteria_steps s where s.criteria_id = old.id and s.step = 'approved') then
    raise exception 'approved criteria stay; write a new version' using errcode = 'P0001';
  end if;
  return new;
end $$;
create trigger criteria_stay before update or delete on recognition.criteria for each row execute function recognition.criteria_stay();

create function recognition.published_as_approved() returns trigger language plpgsql as $$
begin
  if not exists (select from recognition.criteria c where c.id = new.criteria_id and (c.edition_id, c.activity, c.kind, c.unit_id, c.no,
      c.title, c.note, c.settings, c.thanks, c.object_days, c.answer_days) = (new.edition_id, new.activity, new.kind, new.unit_id, new.no,
      new.title, new.note, new.settings, new.thanks, new.object_days, new.answer_days) and c.replaces is not distinct from new.replaces
      and exists (select from recognition.criteria_steps s where s.criteria_id = c.id and s.step = 'approved')) then
    raise exception 'criteria are published as they were approved' using errcode = 'P0001';
  end if;
  return new;
end $$;
create trigger published_as_approved before insert on recognition.published for each row execute function recognition.published_as_approved();

alter table recognition.criteria enable row level security;
alter table recognition.criteria_steps enable row level security;
alter table recognition.published enable row level security;
create policy in_scope on recognition.criteria using (unit_id = any ((select kit.scope())::uuid[]));
create policy with_criteria on recognition.criteria_steps using (exists (select from recognition.criteria c where c.id = criteria_id));
create policy read on recognition.published for select using ((select kit.acting()));
create policy publish on recognition.published for insert with check (unit_id = any ((select kit.scope())::uuid[]));
grant select, insert on recognition.criteria, recognition.criteria_steps, recognition.published to tri_an_app;
grant update (title, note, settings, thanks, object_days, answer_days) on recognition.criteria to tri_an_app;
