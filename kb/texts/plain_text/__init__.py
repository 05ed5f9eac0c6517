"""What people type in a plain text box, and the safe HTML that is stored: there and back.

City officials write in ordinary text boxes, which work on any device and without scripts. Few things that
are typed mean more than they say, and none of them takes a letter or a digit away:

* a line that begins with ``- `` is an item of a list; lines that count up from ``1.`` are a numbered one.
  A number that stands alone ("24. November", "1. FC Köln", "3. …" behind a list of two) stays a number;
* ``**strong**`` and ``*stressed*``, at the borders of words: in ``Lehrer*innen`` a star is a letter;
* ``[words](address)`` and bare addresses are links; words with an address that is none stay as typed.

Everything else, headings and HTML included, stays text. A backslash before ``*``, ``[``, ``]`` or the mark
of a list makes it a letter. Text that came in another way may be what nobody can type, such as a strong
part of a word; its box then holds the invisible sign ``JOINER`` beside the mark, so that it stays.
"""

from kb.texts.plain_text.conversion import shown_text, to_html, to_text

__all__ = ["shown_text", "to_html", "to_text"]
