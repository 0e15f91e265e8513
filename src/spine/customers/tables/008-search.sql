-- On which places of a shelf a word stands: all words of `folded`, and `@` with the customer's unit. A load writes whole
-- shelves at once, thirty times as quickly as an index of words could take them in row by row. A place may be named that
-- holds the word no more, so whoever reads this looks at the row as well.
create extension if not exists intarray schema customers;
create table customers.postings (
  word text collate "C" not null,
  shelf integer not null,
  places integer[] not null
);
alter table customers.postings alter column places set storage external;
-- A list of up to 2,000 places stays in its row: fetching it from beside takes longer than reading it.
alter table customers.postings set (toast_tuple_target = 8160);
create index postings_by_word on customers.postings (word, shelf);
create index postings_by_shelf on customers.postings (shelf);
alter table customers.postings enable row level security;
create policy put on customers.postings for insert with check (cardinality((select kit.scope())) > 0);
grant insert on customers.postings to tri_an_app;

create aggregate customers.united(integer[]) (sfunc = customers._int_union, stype = integer[], parallel = safe);

-- The words of a row, by which it stands on its shelf.
create function customers.words_of(folded text, unit uuid) returns text[] language sql immutable parallel safe
return array_append(array_remove(string_to_array(translate(folded, E'\t', ' '), ' '), ''), '@' || unit);

-- Puts customers that did not come in by whole shelves on theirs.
create function customers.put_on_shelf(who uuid[]) returns void
language plpgsql set search_path = pg_catalog, customers as $$
begin
  insert into customers.postings (word, shelf, places)
  select w.word, (c.spot >> 14)::int, array_agg(distinct (c.spot & 16383)::int)
  from customers.customers c cross join unnest(customers.words_of(c.folded, c.unit_id)) as w (word)
  where c.id = any (who) group by w.word, c.spot >> 14;
  perform customers.learn(array_agg(w.word), array_agg(w.many)) from (
    select w.word, count(*)::int as many from customers.customers c cross join unnest(customers.words_of(c.folded, c.unit_id)) as w (word)
    where c.id = any (who) group by w.word having w.word >= '@' collate "C" or count(*) >= 64) w;
end $$;

-- Takes whoever is forgotten off the shelf, so that no word tells what the name was.
create function customers.take_off_shelf(customer uuid) returns void
language sql security definer set search_path = pg_catalog, customers as $$
  update customers.postings p set places = p.places operator(customers.-) (c.spot & 16383)::int
  from customers.customers c where c.id = customer and c.unit_id = any (kit.scope())
    and p.shelf = (c.spot >> 14)::int and p.places operator(customers.@>) array[(c.spot & 16383)::int]
$$;
comment on function customers.take_off_shelf is 'definer: nobody changes the shelves; takes one customer in the caller''s scope off them';

-- Words by which customers are found, with about how many carry each: what a half word may become, and how rare it is.
-- Of numbers only those that many carry are here, for their share alone: half a number becomes nothing.
create table customers.words (
  word text collate "C" primary key,
  many bigint not null
);
alter table customers.words enable row level security;
create policy nobody on customers.words using (false);

create function customers.learn(learnt text[], counts integer[]) returns void
language sql security definer set search_path = pg_catalog, customers as $$
  insert into customers.words as w (word, many) select l.word, sum(l.many) from unnest(learnt, counts) as l (word, many) group by l.word order by l.word
  on conflict (word) do update set many = w.many + excluded.many
$$;
comment on function customers.learn is 'definer: the list of words is of all units; single words and counts only';

-- What a word of a search may stand for: itself where that is a word that many carry, else whatever it begins, the most
-- frequent first, parted by spaces. `half`: it was still being typed, so it may always be the beginning of another.
create function customers.meanings(wanted text, half boolean) returns text
language plpgsql stable set search_path = pg_catalog, customers set plan_cache_mode = force_generic_plan as $$
begin
  return (select case when wanted < '@' collate "C" or count(*) = 0 or (not half and coalesce(max(w.many) filter (where w.word = wanted), 0) * 20 >= sum(w.many)) then wanted
    else string_agg(w.word, ' ' order by w.many desc) end
  from (select word, many from customers.words where word >= wanted and word < wanted || '~' order by many desc limit 150) w);
end $$;

-- Candidates: rows that carry a meaning of each of `meant`, and look like each of `shapes` (of the row's words with a
-- space around). Goes from shelf to shelf, the newest first, and ends with `most`, so that a common name costs no more
-- than a rare one. The rarest words are looked for on the shelf, four at most; one that would cost more there than
-- looking at the rows that the rarer ones leave is looked for on the rows only. A few units are looked for on the shelves,
-- many on the row. Runs as whoever calls it: the search below, which may look past row policies.
create function customers.candidates(meant text[], shapes text[], within uuid[], everywhere boolean, ended boolean, most integer)
returns table (id uuid, code text, folded text)
language plpgsql stable set search_path = pg_catalog, customers set enable_seqscan = off set enable_hashjoin = off
set enable_mergejoin = off set enable_bitmapscan = off set jit = off set plan_cache_mode = force_generic_plan as $$
declare
  total constant float8 := greatest((select c.reltuples from pg_class c where c.oid = '"customers"."customers"'::regclass), 1000);
  top constant integer := (select last_value from customers.shelves);
  bottom constant integer := ((select - last_value from customers.loose_spots) >> 14)::int;
  sought text[] := meant || case when not everywhere and cardinality(within) <= 64
    then (select string_agg('@' || u, ' ') from unnest(within) u) end;
  w1 text[]; w2 text[]; w3 text[]; w4 text[];
  least2 integer; least3 integer; least4 integer;
  nth integer := 0;
  one record;
begin
  -- How few rows may be left before a word is better looked for on them. In microseconds: six for a row; on the shelf six,
  -- four for each word that is meant, and six for a thousand of its places.
  for one in select s.meaning, least(1e9, (6 + 4 * cardinality(s.words) + 98 * s.share) / (6.000001 - 6 * s.share))::int as least_rows, s.words
    from (select m.meaning, string_to_array(m.meaning, ' ') as words, least(1, (select coalesce(sum(w.many), 1) from customers.words w
      where w.word = any (string_to_array(m.meaning, ' '))) / total) as share from unnest(array_remove(sought, null)) as m (meaning)) s
    order by s.share limit 4
  loop
    nth := nth + 1;
    if nth = 1 then w1 := one.words;
    elsif nth = 2 then w2 := one.words; least2 := one.least_rows;
    elsif nth = 3 then w3 := one.words; least3 := one.least_rows;
    else w4 := one.words; least4 := one.least_rows;
    end if;
  end loop;
  if nth = 0 then return; end if;
  -- Which shelves hold one word, its index tells; of several words, each shelf is asked, so that none waits for all.
  -- Each `offset 0` keeps the planner from writing what is below it more than once, and rows from being read first.
  return query
  select c.id, c.code, c.folded from (
    (select distinct p.shelf from customers.postings p where cardinality(w1) = 1 and p.word = w1[1] order by p.shelf desc)
    union all (select s from generate_series(top, bottom, -1) as s where cardinality(w1) > 1)) as g (shelf)
  cross join lateral (select customers.united(p.places) as places from customers.postings p where p.word = any (w1) and p.shelf = g.shelf offset 0) s1
  cross join lateral (select case when w2 is null or cardinality(s1.places) <= least2 then s1.places else (select customers.united(s1.places operator(customers.&) p.places)
    from customers.postings p where p.word = any (w2) and p.shelf = g.shelf) end as places where s1.places <> '{}' offset 0) s2
  cross join lateral (select case when w3 is null or cardinality(s2.places) <= least3 then s2.places else (select customers.united(s2.places operator(customers.&) p.places)
    from customers.postings p where p.word = any (w3) and p.shelf = g.shelf) end as places where s2.places <> '{}' offset 0) s3
  cross join lateral (select case when w4 is null or cardinality(s3.places) <= least4 then s3.places else (select customers.united(s3.places operator(customers.&) p.places)
    from customers.postings p where p.word = any (w4) and p.shelf = g.shelf) end as places where s3.places <> '{}' offset 0) s4
  cross join lateral unnest(s4.places) as place
  cross join lateral (select k.id, k.code, k.folded from customers.customers k where k.spot = (g.shelf::bigint << 14) + place
    and (k.until_day is null or ended) and (everywhere or k.unit_id = any (within))
    and translate(E'\t' || k.folded || E'\t', E'\t', ' ') like all (shapes) offset 0) c
  limit most;
end $$;

-- Who is found by a text: ids in the order in which they fit, in the caller's scope, at most `most`. `rank`: 0 the code
-- itself (also a former one, a contract, a point, a meter, a tax code), 1 the beginning of a code, 2 a phone or e-mail,
-- 3 the name from its beginning, 4 words of the name in this order, 5 words of name and address. Without words, all that filters let in.
-- `exact`: those of the words that stand for nothing else, as the short form of what was typed does.
create function customers.search(text_code text, contact uuid, words text[], half boolean, marks text[], units uuid[], ended boolean, most integer, exact text[] default '{}')
returns table (id uuid, rank integer)
language plpgsql stable security definer set search_path = pg_catalog, customers set plan_cache_mode = force_generic_plan as $$
declare
  scope uuid[] := kit.scope();
  everywhere boolean := customers.reaches_all() and units is null;
  within uuid[] := case when units is null then scope else array(select unnest(units) intersect select unnest(scope)) end;
  -- Each word begins a word of the name, in this order; words hold letters, digits, / and - only.
  in_order text := array_to_string(words, '% ') || '%';
  meant text[] := array(select case when w.word = any (exact) then w.word else customers.meanings(w.word, half and w.place = cardinality(words)) end
    from unnest(words) with ordinality as w (word, place));
  -- A meaning of several words is of those that begin so.
  shapes text[] := array(select '% ' || w.word || case when meant[w.place] = w.word then ' %' else '%' end from unnest(words) with ordinality as w (word, place))
    || array(select '% ' || m || ' %' from unnest(marks) m);
  filters_only boolean := text_code = '' and contact is null and cardinality(words) = 0;
begin
  if cardinality(within) = 0 then return; end if;
  return query
  with named (id, rank) as (
    select c.id, 0 from customers.customers c where c.code = text_code
    union all select f.customer_id, 0 from customers.former f where f.what = 'code' and f.value = text_code
    union all select k.customer_id, 0 from customers.contracts k where k.number = text_code
    union all select p.customer_id, 0 from customers.points p where p.code = text_code
    union all select p.customer_id, 0 from customers.points p where p.meter = text_code and text_code <> ''
    union all (select c.id, 0 from customers.enterprises e join customers.customers c on c.enterprise_id = e.id where e.tax_code = text_code limit most)
    union all (select c.id, 1 from customers.customers c
      where text_code ~ '^P[A-Z][A-Z0-9]{2,10}$' and c.code >= text_code and c.code < text_code || '~' limit most)
    union all (select c.id, 2 from customers.phones f join customers.customers c on c.id = f.customer_id and c.phone_found = contact where f.found = contact limit most)
    union all (select p.customer_id, 2 from customers.contact_points p where p.found = contact and p.until_day is null limit most)
    union all select r.customer_id, 2 from customers.representatives r where r.phone_found = contact and r.ended_at is null
  ), worded (id, rank, folded, code) as (
    select c.id, case when c.folded like array_to_string(words, ' ') || '%' or split_part(c.folded, E'\t', 1) like in_order then 3
      when split_part(c.folded, E'\t', 1) like '% ' || in_order then 4 else 5 end, c.folded, c.code
    from customers.candidates(meant || marks, shapes, within, everywhere, ended, most) c
    where cardinality(words) > 0 or filters_only
  ), all_found (id, rank, folded, code) as (
    select n.id, n.rank, c.folded, c.code from named n join customers.customers c on c.id = n.id
    where (everywhere or c.unit_id = any (within)) and (ended or c.until_day is null)
      and (cardinality(marks) = 0 or string_to_array(translate(c.folded, E'\t', ' '), ' ') @> marks)
    union all select * from worded
  )
  select a.id, min(a.rank) from all_found a
  group by a.id, a.folded, a.code order by min(a.rank), a.folded, a.code limit most;
end $$;
comment on function customers.search is 'definer: row policies would keep indexes from being used; applies the caller''s scope itself and answers opaque ids';
