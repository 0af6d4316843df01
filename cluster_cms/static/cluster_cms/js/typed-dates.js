// On leaving a date field, Wagtail's calendar would replace what it cannot read by today. The server asks instead.
jQuery.fn.datetimepicker.defaults.validateOnBlur = false;
