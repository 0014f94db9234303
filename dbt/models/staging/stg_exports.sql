-- Not a source: that an export was written is no reason to build the marts anew, and they don't wait for one.
select unnest(samples) as sample_id, folder, format, release_id, made_at as exported_at
from {{ target.database }}.main.releases
