-- Where the good rows of a load wait until somebody decides: an unlogged table of its own for each load, in a schema
-- of their own. Made and dropped by the functions below, since the app's role owns no table.
create schema stages;
grant usage on schema stages to tri_an_app;

-- Ids of a load's rows, in the order of the rows, so that an index takes them in at its end.
create function imports.row_id(load uuid, row_no int) returns uuid language sql immutable strict parallel safe
return (substr(load::text, 1, 24) || lpad(to_hex(row_no), 12, '0'))::uuid;
