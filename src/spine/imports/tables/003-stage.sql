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

-- Whether what a load refused is of no more use: nothing of it holds, all its rows are mended, or its last step (and
-- that of whatever corrects it) was before a day. While it is at work or waits for somebody, it is kept.
create function imports.is_over(load uuid, before timestamptz) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, imports as $$
declare latest imports.steps; found uuid;
begin
  select s.* into latest from imports.steps s where s.load_id = load order by s.no desc limit 1;
  if latest.state in ('waiting', 'checking', 'applying', 'stopping', 'undoing') then return false; end if;
  if latest.state in ('undone', 'declined', 'twice')
    or exists (select from imports.loads l where l.id = load and l.ended_at is not null) then return true; end if;
  select (s.details -> 'found' ->> 'check')::uuid into found from imports.steps s where s.load_id = load and s.details ? 'found' order by s.no desc limit 1;
  if latest.state = 'applied' and exists (select from imports.bad_rows b where b.check_id = found)
    and not exists (select from imports.bad_rows b where b.check_id = found and not imports.is_mended(load, b.row_no)) then return true; end if;
  return latest.at < before and not exists (select from imports.loads l join imports.steps s on s.load_id = l.id
    where l.corrects = load and l.ended_at is null and s.at >= before);
end $$;
comment on function imports.is_over is 'definer: the sweep asks about loads of the whole house; yes or no';

-- Cells of refused rows are kept for correcting them, and not longer; also those of a check that another one followed.
create function imports.forget_cells_of(loads uuid[], before timestamptz) returns bigint
language plpgsql security definer set search_path = pg_catalog, imports as $$
declare over uuid[] := array(select o from unnest(loads) o where imports.is_over(o, before)); gone bigint; more bigint;
begin
  delete from imports.findings f where f.load_id = any (over);
  get diagnostics gone = row_count;
  delete from imports.bad_rows b where b.load_id = any (over);
  get diagnostics more = row_count;
  return gone + more;
end $$;
comment on function imports.forget_cells_of is 'definer: nobody else may delete; only of loads that are over; a count';
create function imports.forget_cells(before timestamptz) returns bigint
language sql security definer set search_path = pg_catalog, imports as $$
  select imports.forget_cells_of(array(select l.id from imports.loads l where exists (select from imports.bad_rows b where b.load_id = l.id)
    or exists (select from imports.findings f where f.load_id = l.id)), before)
$$;
comment on function imports.forget_cells is 'definer: nobody else may delete; refused rows hold personal data and go after their time; a count';
