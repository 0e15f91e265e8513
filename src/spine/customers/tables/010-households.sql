-- Who lives in a household, and what the law calls the household or one of its people. Kept because welfare visits need
-- it, seen only by whoever asks for it, and each look is in the audit. Names, birth years and the numbers of papers are
-- sealed by column; `found` is the keyed index of name and year, so that nobody stands in one household twice.
create table customers.persons (
  id uuid primary key,
  customer_id uuid not null references customers.customers (id),
  found uuid not null,
  name_sealed text not null,
  born_sealed text,
  relation text not null check (relation in ('head', 'spouse', 'parent', 'grandparent', 'child', 'grandchild', 'sibling', 'other')),
  from_day date not null,
  until_day date check (until_day >= from_day),
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  ended_by uuid
);
create index persons_of on customers.persons (customer_id);
create unique index persons_once on customers.persons (customer_id, found) where until_day is null;

-- A legal category is what an authority wrote on a list or a paper; it is never worked out here. It holds from a day,
-- until a day where the paper has one (a list of poor households is of one year). `ended_on`: it was taken back before.
create table customers.welfare_marks (
  id uuid primary key,
  customer_id uuid not null references customers.customers (id),
  person_id uuid references customers.persons (id),
  category text not null check (category in ('poor', 'near_poor', 'policy_family', 'heroic_mother', 'war_invalid', 'lonely_elderly', 'orphan', 'disabled')),
  issuer text not null check (char_length(issuer) between 2 and 120),
  paper_sealed text not null,
  from_day date not null,
  until_day date check (until_day >= from_day),
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  ended_on date,
  ended_by uuid,
  check ((person_id is null) = (category in ('poor', 'near_poor', 'policy_family')))
);
create index welfare_marks_of on customers.welfare_marks (customer_id);

-- A customer's own session sees none of it: a number that neighbours share must not tell one of them who is poor.
do $$
declare
  one text;
  held constant text := 'exists (select from customers.customers c where c.id = customer_id and c.unit_id = any ((select kit.scope())::uuid[]))';
begin
  foreach one in array array['persons', 'welfare_marks'] loop
    execute format('alter table customers.%I enable row level security', one);
    execute format('create policy in_scope on customers.%I using (%s)', one, held);
    execute format('grant select, insert on customers.%I to tri_an_app', one);
  end loop;
end $$;
grant update (until_day, ended_by) on customers.persons to tri_an_app;
grant update (ended_on, ended_by) on customers.welfare_marks to tri_an_app;
