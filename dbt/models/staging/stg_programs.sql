select
    program_id, corpus, code, entry_point, distribution, version as distribution_version, path as source_path,
    module as source_module, qualname as source_name, first_line as source_first_line, last_line as source_last_line,
    licence, source_sha256, paths as distinct_paths, retired_at, retired_because
from {{ source('warehouse', 'programs') }}
