-- Words by which customers are found, with about how many carry each: what a half word may become, and how rare it is.
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
  select case when count(*) = 0 or (not half and coalesce(max(w.many) filter (where w.word = wanted), 0) * 20 >= sum(w.many)) then wanted
    else string_agg(w.word, ' ' order by w.many desc) end
  from (select word, many from customers.words where word >= wanted and word < wanted || '~' order by many desc limit 150) w
$$;

-- Candidates: rows that carry a meaning of each of `words`. What many carry is looked for on the newest shelves first, so
-- that a common name costs no more than a rare one. The scope is applied inside the index for a few units, on the row
-- for many. Runs as whoever calls it: the search below, which may look past row policies.
create function customers.candidates(meant text[], within uuid[], everywhere boolean, ended boolean, most integer)
returns setof customers.customers
language plpgsql stable set search_path = pg_catalog, customers
set enable_seqscan = off set enable_indexscan = off set jit = off as $$
declare
  few constant boolean := not everywhere and cardinality(within) <= 64;
  wholes constant text[] := array(select m from unnest(meant) m where m !~ ' ');
  query text := 'select c.* from customers.customers c where (c.until_day is null or $3)'
    || case when everywhere then '' when few then ' and c.unit_id = any ($2)' else ' and (c.unit_id = any ($2)) is true' end
    || case when cardinality(wholes) > 0 then $q$ and string_to_array(translate(c.folded, E'\t', ' '), ' ') @> $1$q$ else '' end
    || coalesce((select string_agg(format($q$ and string_to_array(translate(c.folded, E'\t', ' '), ' ') && string_to_array(%L, ' ')$q$, m), '')
      from unnest(meant) m where m ~ ' '), '');
  total float8 := greatest((select c.reltuples from pg_class c where c.oid = '"customers"."customers"'::regclass), 1000);
  shelves integer := (select last_value from customers.shelves);
  share float8 := 1;
  one text;
  top integer := shelves;
  step integer;
  found_rows integer;
  left_over integer := most;
begin
  foreach one in array meant loop
    share := share * least(1, coalesce((select sum(w.many) from customers.words w where w.word = any (string_to_array(one, ' '))), 1) / total);
  end loop;
  -- As many of the newest shelves as should hold enough, then four times as many at every further step: words do not
  -- meet by chance alone, so the first guess may be wrong either way.
  step := least(shelves, ceil(shelves * 1.5 * most / (total * greatest(share, 1e-9)) * case when everywhere then 1 else 4 end));
  while not few and left_over > 0 and step < top / 2 loop
    return query execute query || ' and c.shelf = any ($4) limit $5'
      using wholes, within, ended, array(select generate_series(top - step + 1, top)), left_over;
    get diagnostics found_rows = row_count;
    left_over := left_over - found_rows;
    top := top - step;
    step := step * 4;
  end loop;
  if left_over > 0 and top = shelves then
    return query execute query || ' limit $4' using wholes, within, ended, left_over;
  elsif left_over > 0 then
    return query execute query || ' and (c.shelf <= $4) is true limit $5' using wholes, within, ended, top, left_over;
  end if;
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
    union all (select c.id, 2 from customers.customers c where c.phone_found = contact limit most)
    union all (select p.customer_id, 2 from customers.contact_points p where p.found = contact and p.until_day is null limit most)
    union all select r.customer_id, 2 from customers.representatives r where r.phone_found = contact and r.ended_at is null
  ), worded (id, rank, folded, code) as (
    select c.id, case when c.folded like typed || '%' or split_part(c.folded, E'\t', 1) ~ replace(in_order, '(^| )', '^') then 3
      when split_part(c.folded, E'\t', 1) ~ in_order then 4 else 5 end, c.folded, c.code
    from customers.candidates(meant || marks, within, everywhere, ended, most) c
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
