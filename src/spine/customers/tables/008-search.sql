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
language sql stable set search_path = pg_catalog, customers as $$
  select case when wanted < '@' collate "C" or count(*) = 0 or (not half and coalesce(max(w.many) filter (where w.word = wanted), 0) * 20 >= sum(w.many)) then wanted
    else string_agg(w.word, ' ' order by w.many desc) end
  from (select word, many from customers.words where word >= wanted and word < wanted || '~' order by many desc limit 150) w
$$;

-- On which spots of some shelves a meaning of each of `meant` stands, the rarest first in `meant`; the newest spots first.
create function customers.spots_of(meant text[], low integer, high integer) returns setof bigint
language plpgsql stable set search_path = pg_catalog, customers set enable_nestloop = off set enable_seqscan = off set jit = off as $$
declare
  query text := $q$with s1 as (select shelf, customers.united(places) as places from customers.postings
    where word = any (string_to_array($1[1], ' ')) and shelf between $2 and $3 group by shelf)$q$;
begin
  for i in 2 .. cardinality(meant) loop
    query := query || format($q$, s%s as (select p.shelf, customers.united(s.places operator(customers.&) p.places) as places
      from s%s s join customers.postings p on p.shelf = s.shelf
      where p.word = any (string_to_array($1[%1$s], ' ')) and p.shelf between $2 and $3 group by p.shelf)$q$, i, i - 1);
  end loop;
  return query execute query || format(' select (s.shelf::bigint << 14) + place from s%s s cross join unnest(s.places) as place order by 1 desc',
    cardinality(meant)) using meant, low, high;
end $$;

-- Candidates: rows that carry a meaning of each of `meant`, and look like each of `shapes` (of the row's words with a
-- space around). What many carry is looked for on the newest shelves first, so
-- that a common name costs no more than a rare one. A few units are looked for on the shelves, many on the row. Runs as
-- whoever calls it: the search below, which may look past row policies.
create function customers.candidates(meant text[], shapes text[], within uuid[], everywhere boolean, ended boolean, most integer)
returns setof customers.customers
language plpgsql stable set search_path = pg_catalog, customers set enable_seqscan = off set jit = off as $$
declare
  few constant boolean := not everywhere and cardinality(within) <= 64;
  total float8 := greatest((select c.reltuples from pg_class c where c.oid = '"customers"."customers"'::regclass), 1000);
  shelves integer := (select last_value from customers.shelves);
  sought text[] := meant || case when few then (select string_agg('@' || u, ' ') from unnest(within) u) end;
  share float8 := 1;
  top integer := shelves;
  low integer;
  step integer;
  found_rows integer;
  left_over integer := most;
begin
  sought := array_remove(sought, null);
  if cardinality(sought) = 0 then return; end if;
  select array_agg(m.meaning order by m.many), exp(sum(ln(least(1, greatest(m.many, 1) / total)))) into sought, share
  from (select s.meaning, (select coalesce(sum(w.many), 1)::float8 from customers.words w where w.word = any (string_to_array(s.meaning, ' '))) as many
    from unnest(sought) as s (meaning)) m;
  -- As many of the newest shelves as should hold enough, and a dozen at most: the words of a street meet far more often
  -- than by chance. What these held tells how many the next step needs, at most four times as many.
  step := least(shelves, 12, ceil(shelves * 1.5 * most / (total * greatest(share, 1e-9)) * case when everywhere or few then 1 else 4 end));
  while left_over > 0 and top is not null loop
    low := case when step < top / 2 then top - step + 1 else -2147483648 end;
    return query select c.* from customers.customers c
      where c.spot = any (array(select customers.spots_of(sought, low, top))) and (c.until_day is null or ended)
        and (everywhere or c.unit_id = any (within))
        and translate(E'\t' || c.folded || E'\t', E'\t', ' ') like all (shapes)
      limit left_over;
    get diagnostics found_rows = row_count;
    left_over := left_over - found_rows;
    top := case when low > 0 then low - 1 end;
    step := case when found_rows = 0 then step * 4 else greatest(1, least(step * 4, ceil(1.3 * step * left_over / found_rows))) end;
  end loop;
end $$;

-- Who is found by a text: ids in the order in which they fit, in the caller's scope, at most `most`. `rank`: 0 the code
-- itself (also a former one, a contract, a point, a meter, a tax code), 1 the beginning of a code, 2 a phone or e-mail,
-- 3 the name from its beginning, 4 words of the name in this order, 5 words of name and address. Without words, all that filters let in.
create function customers.search(text_code text, contact uuid, words text[], half boolean, marks text[], units uuid[], ended boolean, most integer)
returns table (id uuid, rank integer)
language plpgsql stable security definer set search_path = pg_catalog, customers as $$
declare
  scope uuid[] := kit.scope();
  everywhere boolean := customers.reaches_all() and units is null;
  within uuid[] := case when units is null then scope else array(select unnest(units) intersect select unnest(scope)) end;
  typed text := array_to_string(words, ' ');
  -- Each word begins a word of the name, in this order; words hold letters, digits, / and - only.
  in_order text := '(^| )' || array_to_string(words, '[^ ]* ([^ ]+ )*');
  meant text[] := array(select customers.meanings(w.word, half and w.place = cardinality(words)) from unnest(words) with ordinality as w (word, place));
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
    select c.id, case when c.folded like typed || '%' or split_part(c.folded, E'\t', 1) ~ replace(in_order, '(^| )', '^') then 3
      when split_part(c.folded, E'\t', 1) ~ in_order then 4 else 5 end, c.folded, c.code
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
