"""How editors are shown the fields of a measure."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

WORD_PANELS = [
    FieldPanel("summary"),
    FieldPanel("counted"),
    FieldPanel("definition"),
    FieldPanel("why_it_matters"),
]
FACT_PANELS = [
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("unit"), FieldPanel("decimals")]),
            FieldRowPanel([FieldPanel("rate_per"), FieldPanel("currency")]),
            FieldRowPanel([FieldPanel("frequency"), FieldPanel("compared_with")]),
            FieldRowPanel([FieldPanel("expected_lag"), FieldPanel("next_update_on")]),
            FieldPanel("geography"),
        ],
        heading=_("Facts"),
        help_text=_("Set on the source page; hold in every language once published."),
    ),
    MultiFieldPanel(
        [
            FieldPanel("direction_wanted"),
            FieldRowPanel([FieldPanel("range_low"), FieldPanel("range_high")]),
            FieldRowPanel([FieldPanel("tolerance"), FieldPanel("smallest_base")]),
            FieldRowPanel([FieldPanel("judged_as"), FieldPanel("judged_period_end")]),
            FieldPanel("judgement_reason"),
        ],
        heading=_("Direction of travel"),
        help_text=_(
            "A rule decides what is said of a change. It can be replaced for one period, with a "
            "reason."
        ),
    ),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("baseline_period_start"), FieldPanel("baseline_period_end")]),
            FieldPanel("baseline_value"),
            FieldRowPanel([FieldPanel("target_value"), FieldPanel("target_on")]),
            FieldPanel("interim_targets"),
            FieldPanel("no_target_reason"),
        ],
        heading=_("Baseline and target"),
    ),
    FieldPanel("breakdowns"),
    FieldPanel("breaks"),
    MultiFieldPanel(
        [
            FieldPanel("calculation"),
            FieldRowPanel([FieldPanel("calculated_from"), FieldPanel("calculated_by")]),
            FieldRowPanel([FieldPanel("first_group"), FieldPanel("second_group")]),
        ],
        heading=_("Calculation"),
        help_text=_("For figures that follow from those of other measures, and change with them."),
        classname="collapsed",
    ),
]
SOURCE_PANELS = [
    MultiFieldPanel(
        [
            FieldPanel("source_name"),
            FieldPanel("source_url"),
            FieldPanel("caveats"),
            FieldPanel("data_owner"),
            FieldPanel("contact"),
            FieldRowPanel([FieldPanel("licence_name"), FieldPanel("licence_url")]),
        ],
        heading=_("Source"),
    ),
]
