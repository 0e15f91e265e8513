-- Words by which customers are found, with about how many carry each: what a half word may become, and how rare it is.
create table customers.words (
  word text collate "C" primary key,
  many bigint not null
);
alter table customers.words enable row level security;
create policy nobody on customers.words using (false);

create function customers.learn(learnt text[], counts integer[]) returns void
language sql security definer set search_path = pg_catalog, customers as $$
  insert into customers.words as w (word, many) select l.word, l.many from unnest(learnt, counts) as l (word, many) order by l.word
  on conflict (word) do update set many = w.many + excluded.many
$$;
comment on function customers.learn is 'definer: the list of words is of all units; single words and counts only';

-- Candidates for words: each of `wanted`, and one of `halves`. What many carry is looked for on the newest shelves
-- first, so that a common name costs no more than a rare one. The scope is applied inside the index for a few units, on
-- the row for many. Runs as whoever calls it: the search below, which may look past row policies.
create function customers.candidates(wanted text[], halves text[], within uuid[], everywhere boolean, ended boolean, most integer)
returns setof customers.customers
language plpgsql stable set search_path = pg_catalog, customers
set enable_seqscan = off set enable_indexscan = off set jit = off as $$
declare
  spread constant text := $q$string_to_array(translate(c.folded, E'\t', ' '), ' ')$q$;
  scope_where text := case when everywhere then '' when cardinality(within) <= 64 then ' and c.unit_id = any ($3)'
    else ' and (c.unit_id = any ($3)) is true' end;
  query text := format('select c.* from customers.customers c where %s @> $1%s%s and (c.until_day is null or $4)', spread,
    case when cardinality(halves) > 0 then format(' and %s && $2', spread) end, scope_where);
  total float8 := greatest((select c.reltuples from pg_class c where c.oid = 'customers.customers'::regclass), 1000);
  shelves integer := (select last_value from customers.shelves);
  share float8 := 1;
  tried integer;
  found_rows integer;
begin
  select share * coalesce(exp(sum(ln(least(1, greatest(coalesce(w.many, 1), 1) / total)))), 1) into share
    from unnest(wanted) as k (word) left join customers.words w using (word);
  if cardinality(halves) > 0 then
    share := share * least(1, (select sum(w.many) from customers.words w where w.word = any (halves)) / total);
  end if;
  -- Three times as many as are wanted, since words do not meet by chance alone.
  tried := ceil(shelves * least(1, 3.0 * most / (total * greatest(share, 1e-12)) * case when everywhere then 1 else 4 end));
  if tried < shelves / 2 and (everywhere or cardinality(within) > 64) then
    return query execute query || ' and c.shelf = any ($5) limit $6'
      using wanted, halves, within, ended, array(select generate_series(shelves - tried + 1, shelves)), most;
    get diagnostics found_rows = row_count;
    if found_rows >= most then return; end if;
    return query execute query || ' and (c.shelf <= $5) is true limit $6' using wanted, halves, within, ended, shelves - tried, most - found_rows;
    return;
  end if;
  return query execute query || ' limit $5' using wanted, halves, within, ended, most;
end $$;

-- Who is found by a text: ids in the order in which they fit, in the caller's scope, at most `most`. `rank`: 0 the code
-- itself (also a former one, a contract, a point, a meter, a tax code), 1 the beginning of a code, 2 a phone or e-mail,
-- 3 the name from its beginning, 4 words of the name, 5 words of name and address.
create function customers.search(text_code text, contact uuid, text_folded text, wanted text[], half text, marks text[],
  units uuid[], ended boolean, most integer)
returns table (id uuid, rank integer)
language plpgsql stable security definer set search_path = pg_catalog, customers as $$
declare
  scope uuid[] := kit.scope();
  everywhere boolean := customers.reaches_all() and units is null;
  within uuid[] := case when units is null then scope else array(select unnest(units) intersect select unnest(scope)) end;
  halves text[] := case when half is null then '{}'::text[] else
    array(select w.word from customers.words w where w.word >= half and w.word < half || '~' order by w.many desc limit 400) end;
begin
  if cardinality(within) = 0 then return; end if;
  if half is not null and cardinality(halves) = 0 then halves := array[half]; end if;
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
  ), worded (id, rank) as (
    select c.id, case when c.folded like text_folded || '%' then 3
      when string_to_array(split_part(c.folded, E'\t', 1), ' ') @> wanted then 4 else 5 end
    from customers.candidates(wanted || marks, halves, within, everywhere, ended, most) c
    where cardinality(wanted || marks) > 0 or cardinality(halves) > 0
  ), all_found as (
    select n.id, n.rank from named n join customers.customers c on c.id = n.id
    where (everywhere or c.unit_id = any (within)) and (ended or c.until_day is null)
      and (cardinality(marks) = 0 or string_to_array(translate(c.folded, E'\t', ' '), ' ') @> marks)
    union all select w.id, w.rank from worded w
  )
  select a.id, min(a.rank) from all_found a join customers.customers c on c.id = a.id
  group by a.id, c.folded, c.code order by min(a.rank), c.folded, c.code limit most;
end $$;
comment on function customers.search is 'definer: row policies would keep indexes from being used; applies the caller''s scope itself and answers opaque ids';
