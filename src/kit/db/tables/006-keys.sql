-- Keys made where the rows are made, for work that brings a million at once: a UUID of version 7, its time in front, so
-- that the rows of one work lie beside each other in their indexes.
create function kit.key_at(at timestamptz) returns uuid language sql volatile parallel safe as
$$ select encode(overlay(set_byte(r, 6, (get_byte(r, 6) & 15) | 112)
    placing substring(int8send((extract(epoch from at) * 1000)::bigint) from 3) from 1 for 6), 'hex')::uuid
  from (select uuid_send(gen_random_uuid()) as r offset 0) random $$;
