"""Choosing one picture in a form: a plain list of the newest ones, which the picker's script takes the place of."""

from typing import Any, Final

from django import forms
from django.db.models import QuerySet

from newsroom.models import Picture
from newsroom.numbers import whole_number

NEWEST: Final = 40  # shown in the list; any other that may be chosen is taken too


class PictureChoiceField(forms.ModelChoiceField):
    """Takes any picture it may choose from, and lists the newest and the chosen one."""

    def choose_from(self, pictures: QuerySet[Picture], chosen: Any = None) -> None:
        """`chosen`: the number of the picture that is chosen now, whatever was sent for one."""
        self.queryset = pictures
        listed = list(pictures.order_by("-pk")[:NEWEST])
        number = whole_number(str(chosen or ""))
        if number is not None and not any(one.pk == number for one in listed):
            listed = [*pictures.filter(pk=number), *listed]
        empty = [] if self.required else [("", "—")]
        self.widget.choices = [*empty, *((one.pk, self.label_from_instance(one)) for one in listed)]

    def label_from_instance(self, obj: Picture) -> str:
        return f"{obj} · {obj.credit}" if obj.credit else str(obj)
