{# The grain of a model: no two rows have the same values in these columns. #}
{% test one_row_per(model, columns) %}
select {{ columns | join(', ') }} from {{ model }} group by all having count(*) > 1
{% endtest %}
