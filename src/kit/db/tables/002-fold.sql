-- What a text is found by: the same bytes as fold() in kit/text (a test compares them).
-- Only functions that are immutable on their own account, so that an index may stand on it: unaccent() is not, and
-- lower() takes the "C" collation, since another one would make the index depend on the library of the machine.
-- Not leakproof (only a superuser may say so): a search under row-level security runs through a function of its noun.

create function kit.fold(text) returns text language sql immutable strict parallel safe
return btrim(
  regexp_replace(
    lower(translate(
      regexp_replace(normalize($1, nfkd), '[\u00ad\u0300-\u036f\u200b-\u200f\u2060\ufeff]+', '', 'g') collate "C",
      'ĐđÐðƉɖØøŁł', 'ddddddooll')),
    '[\u0009-\u000d \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+', ' ', 'g'),
  ' ');
comment on function kit.fold(text) is 'lower case, no diacritics, đ as d, spaces collapsed; equal to fold() of kit/text';
