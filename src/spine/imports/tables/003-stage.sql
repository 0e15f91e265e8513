-- The table in which the rows of a load lie, or what their rule made beside them.
create function imports.stage_name(load uuid, part text) returns text language sql immutable strict parallel safe
return 'stages.' || case part when 'rows' then 's_' else 'b_' end || replace(load::text, '-', '');

-- Makes an empty part of the stage of a load in the caller's scope; one that stands already is emptied by being made
-- anew. The types come from a short list, the names are checked, so nothing else can be made through this.
create function imports.open_stage(load uuid, part text, names text[], types text[]) returns void
language plpgsql security definer set search_path = pg_catalog, imports as $$
declare
  stage constant text := imports.stage_name(load, part);
  columns text;
begin
  if not exists (select from imports.loads l where l.id = load and l.unit_id = any (kit.scope())) then
    raise exception 'no such load in scope' using errcode = '42501';
  end if;
  if exists (select from unnest(names) n where n !~ '^[a-z][A-Za-z0-9_]{0,40}$')
    or not types <@ array['text', 'int', 'int[]', 'bigint', 'numeric', 'date', 'timestamptz', 'bytea', 'boolean', 'uuid'] then
    raise exception 'a stage has no such column' using errcode = '42601';
  end if;
  select string_agg(format('%I %s', c.name, c.type), ', ') into columns from unnest(names, types) as c (name, type);
  execute format('drop table if exists %s', stage);
  execute format('create unlogged table %s (%s)', stage, columns);
  execute format('grant select, insert, delete on %s to tri_an_app', stage);
end $$;
comment on function imports.open_stage is 'definer: the app owns no table; makes the stage of one load in the caller''s scope';

create function imports.holds(load uuid) returns boolean language sql stable security definer set search_path = pg_catalog, imports as $$
  select exists (select from imports.loads l where l.id = load and l.unit_id = any (kit.scope()))
$$;
comment on function imports.holds is 'definer: yes or no, for the policy of a stage, which is asked once a query';

-- Closes a stage that has been filled: from here on its rows are seen in the load's scope only (COPY cannot fill a table
-- with row policies; until now only the transaction that made the table has seen it). And counts what it holds, so that
-- the questions about it are planned well.
-- A few values of each column tell enough for that: what is asked is asked of all rows.
create function imports.settle_stage(load uuid) returns void
language plpgsql security definer set search_path = pg_catalog, imports set default_statistics_target = 10 as $$
declare stage text;
begin
  if not imports.holds(load) then raise exception 'no such load in scope' using errcode = '42501'; end if;
  foreach stage in array array[imports.stage_name(load, 'rows'), imports.stage_name(load, 'beside')] loop
    continue when to_regclass(stage) is null;
    execute format('alter table %s enable row level security', stage);
    execute format('create policy in_scope on %s using ((select imports.holds(%L)))', stage, load);
    execute format('analyze %s', stage);
  end loop;
end $$;
comment on function imports.settle_stage is 'definer: the app owns no table; closes the stage of one load in the caller''s scope';

create function imports.drop_stage(load uuid) returns void
language plpgsql security definer set search_path = pg_catalog, imports as $$
begin
  if imports.holds(load) then
    execute format('drop table if exists %s, %s', imports.stage_name(load, 'rows'), imports.stage_name(load, 'beside'));
  end if;
end $$;
comment on function imports.drop_stage is 'definer: the app owns no table; drops the stage of one load in the caller''s scope';

create function imports.has_stage(load uuid) returns boolean language sql stable
return to_regclass(imports.stage_name(load, 'rows')) is not null;

-- Cells of refused rows are kept for correcting them, and not longer than that is likely.
create function imports.forget_cells(before timestamptz) returns bigint
language plpgsql security definer set search_path = pg_catalog, imports as $$
declare gone bigint; more bigint;
begin
  delete from imports.findings f using imports.loads l where l.id = f.load_id and l.brought_at < before;
  get diagnostics gone = row_count;
  delete from imports.bad_rows b using imports.loads l where l.id = b.load_id and l.brought_at < before;
  get diagnostics more = row_count;
  return gone + more;
end $$;
comment on function imports.forget_cells is 'definer: nobody else may delete; refused rows hold personal data and go after their time; a count';
