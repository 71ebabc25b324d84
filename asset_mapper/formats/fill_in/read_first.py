"""The first page of the workbook: what it is, how to fill it in, and what becomes of it, in plain words."""

from asset_mapper.i18n import N_

TITLE = N_("What our community has: a workbook to fill in")

PARAGRAPHS = (
    N_("You need nothing but this workbook. Write down what you know, and leave the rest empty."),
    N_(
        "Begin with the sheet of assets: one row for each thing that your community has. The other sheets are for "
        "those who want to say more; leave them as they are otherwise."
    ),
    N_(
        "On each sheet, the second row says what to write, and the third is an example. The people and places in the "
        "examples are fictional. Neither row is read: leave them, or delete them."
    ),
    N_("Write from the fourth row on, one thing in each row. Where a cell offers a list, choose from it."),
    N_(
        "Write Welsh in the Welsh columns and English in the English ones. One language is enough; nothing that you "
        "write is translated without you."
    ),
    N_("To name an asset or an outcome on another sheet, write its name just as it stands on its own sheet."),
    N_(
        "Write a person down only if they have agreed to be on this list. Nothing about a person is shown to anybody "
        "outside the team before that person has agreed to that too."
    ),
    N_("Leave the headings and the names of the sheets as they are: by them the program knows what is what."),
    N_(
        "When you have done what you can, save the workbook and send it to whoever gave it to you, and to nobody "
        "else. Delete your copy when they have it."
    ),
    N_("For the team: in Asset Mapper, choose “Bring in files …” and look at what would happen before it does."),
)

SHEETS = N_("The sheets")
NEEDED = N_("What is called needed on the sheets has to be there in a row that you use. Anything else may be empty.")
