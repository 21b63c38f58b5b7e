"""Forms of the newsroom. They only turn a request into a StoryContent; the rules are elsewhere."""

from typing import Any, Final, cast

from django import forms
from django.contrib.admin.widgets import AutocompleteSelectMultiple
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from newsroom.content import BylineRef, PictureRef, Ref, StoryContent
from newsroom.models import Picture, Story, User
from newsroom.numbers import whole_number
from newsroom.picture_choice import PictureChoiceField
from newsroom.picture_words import known_picture
from newsroom.pictures import DecodedPicture, read_picture, store_picture
from newsroom.topics import present_ids
from newsroom.translations import check_translation, choosable_originals, original_of
from newsroom.visibility import usable_pictures
from newsroom.widgets import RichTextWidget, StorySelect


class PictureField(forms.FileField):
    """An upload that is decoded at once: `cleaned_data` holds (DecodedPicture, bytes), or None without a file."""

    widget = forms.ClearableFileInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}))
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> tuple[DecodedPicture, bytes] | None:
        try:
            upload = super().clean(data, initial)
        except ValidationError as error:
            if any(part.code == "empty" for part in error.error_list):
                raise ValidationError(_("This file is not a whole JPEG, PNG or WebP picture.")) from error
            raise
        return read_picture(upload) if upload else None


# In the story's language: the browser's spelling checker and screen readers follow it.
_WRITTEN: Final = ("kicker", "headline", "standfirst", "dateline", "picture_caption", "picture_alt")


class StoryForm(forms.ModelForm):
    """The working copy. Nothing is required: a draft saves incomplete, and the step says what is missing."""

    picture_file = PictureField(
        label=_("New picture"),
        required=False,
        help_text=_("JPEG, PNG or WebP, up to 25 MB. It stays private until the story is published."),
    )
    lead_picture = PictureChoiceField(
        Picture.objects.none(),
        label=_("From the library"),
        required=False,
        help_text=_("The newest pictures."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    class Meta:
        model = Story
        fields = (
            "slug_line",
            "kicker",
            "headline",
            "standfirst",
            "body",
            "section",
            "topics",
            "dateline",
            "source_credit",
            "sign_off",
            "language",
            "translation_of",
            "lead_picture",
            "picture_caption",
            "picture_credit",
            "picture_alt",
            "picture_decorative",
        )
        widgets = {
            "body": RichTextWidget(),
            "headline": forms.Textarea(attrs={"rows": 2, "class": "headline-input"}),
            "standfirst": forms.Textarea(attrs={"rows": 3}),
            "picture_caption": forms.Textarea(attrs={"rows": 2}),
            "picture_alt": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {
            "kicker": _("A word or two above the headline."),
            "standfirst": _("One or two sentences under the headline; also shown in lists and shares."),
            "dateline": _("Where the story is reported from."),
            "source_credit": _("Agency or paper, if it is not all our own."),
            "sign_off": _("Initials at the end. Left empty, they are made from the byline."),
            "translation_of": _(
                "The story that this one says in another language. Readers can go from one to the other from the"
                " next publish on."
            ),
            "slug_line": _("The desk's own name for it; readers never see it."),
            "picture_alt": _("What the picture shows, for those who cannot see it."),
        }
        labels = {"picture_decorative": _("Decorative: needs no alternative text")}

    def __init__(self, *args: Any, admin_site: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        topics = cast(forms.ModelChoiceField, self.fields["topics"])
        topics.widget = AutocompleteSelectMultiple(
            Story._meta.get_field("topics"), admin_site, attrs={"data-width": "100%"}
        )
        topics.widget.choices = topics.choices
        for name in _WRITTEN:
            self.fields[name].widget.attrs |= {"lang": self.instance.language, "spellcheck": "true"}
        # Validating writes what was sent into the instance; this is what it was.
        self.picture_before = self.instance.lead_picture_id
        if self.instance.pk:
            self.initial["version"] = self.instance.version
        self._drop_forged_choices()
        self._offer_originals(admin_site, user)
        chosen = self.data.get("lead_picture") if self.is_bound else self.picture_before
        library = cast(PictureChoiceField, self.fields["lead_picture"])
        library.choose_from(usable_pictures(self.instance), chosen)

    def _offer_originals(self, admin_site: Any, user: User) -> None:
        """A translation of a story that this user may not know of stays one: the field is left out."""
        offered = choosable_originals(self.instance, user)
        now = self.instance.translation_of_id
        if now and not offered.filter(pk=now).exists():
            del self.fields["translation_of"]
            return
        field = cast(forms.ModelChoiceField, self.fields["translation_of"])
        field.widget = StorySelect(Story._meta.get_field("translation_of"), admin_site)
        field.queryset = offered

    def clean_translation_of(self) -> Story | None:
        chosen: Story | None = self.cleaned_data["translation_of"]
        language = self.cleaned_data.get("language")
        original = original_of(chosen) if chosen else None
        # What it translates itself may be hidden: not even its language is told.
        if original and original not in {chosen, self.instance}:
            cast(forms.ModelChoiceField, self.fields["translation_of"]).clean(original.pk)
        if chosen and language and (problem := check_translation(self.instance, language, chosen)):
            raise ValidationError(str(problem))
        return original

    def _drop_forged_choices(self) -> None:
        """Type-ahead fields look up what was sent to show it again; what is no number cannot be looked up."""
        if not isinstance(self.data, QueryDict):
            return
        data = self.data.copy()
        for name in ("topics", "lead_picture", "translation_of"):
            sent = data.getlist(name)
            if name in data:  # what a page does not ask for is not made into an empty answer
                data.setlist(name, [value for value in sent if whole_number(value, digits=17) is not None])
        # A form may have been opened before two topics were merged.
        data.setlist("topics", [str(number) for number in present_ids(map(int, data.getlist("topics")))])
        self.data = data

    def add_problem(self, field: str, message: str) -> None:
        """Show what a step found missing at its field (or above the form, for what is no field of it)."""
        self.add_error(field if field in self.fields else None, message)

    def clean_picture_file(self) -> tuple[DecodedPicture, bytes] | None:
        """A file that only stories restricted to others show is not taken: its words are theirs."""
        sent: tuple[DecodedPicture, bytes] | None = self.cleaned_data["picture_file"]
        known = known_picture(sent[1]) if sent else None
        is_own = known and known.uploaded_by_id == self.instance.assignee_id
        if known and not is_own and not usable_pictures(self.instance).filter(pk=known.pk).exists():
            raise ValidationError(_("This file cannot be taken in. Please ask a chief editor."))
        return sent

    def content(self, byline: tuple[BylineRef, ...], user: User) -> StoryContent:
        """What the valid form says. Stores a newly uploaded picture, which then is the lead picture."""
        data = self.cleaned_data
        picture = data["lead_picture"]
        if data["picture_file"]:
            decoded, content = data["picture_file"]
            picture = store_picture(
                decoded,
                content,
                user,
                caption=data["picture_caption"],
                credit=data["picture_credit"],
                alt=data["picture_alt"],
                decorative=bool(data["picture_decorative"]),
            )
        return StoryContent(
            language=data["language"],
            kicker=data["kicker"],
            headline=data["headline"],
            standfirst=data["standfirst"],
            body=data["body"],
            section=Ref.to(data["section"]) if data["section"] else None,
            topics=tuple(Ref.to(topic) for topic in data["topics"]),
            byline=byline,
            dateline=data["dateline"],
            source_credit=data["source_credit"],
            sign_off=data["sign_off"],
            picture=self._picture_ref(picture) if picture else None,
        )

    def _picture_ref(self, picture: Picture) -> PictureRef:
        """The story's own words for the picture; for a newly chosen one, those it came with where none are given."""
        data = self.cleaned_data
        is_new = picture.pk != self.picture_before
        return PictureRef.to(
            picture,
            caption=data["picture_caption"] or (picture.caption if is_new else ""),
            credit=data["picture_credit"] or (picture.credit if is_new else ""),
            alt=data["picture_alt"] or (picture.alt if is_new else ""),
            decorative=bool(data["picture_decorative"])
            or (is_new and picture.decorative and not data["picture_alt"]),
        )
