"""The style sheet of the window. Sizes and colours are filled in by ``theme.put_on``.

Roles of widgets are said with the property ``role``: title, heading, quiet, small, primary, plain, rail, chip, card,
message, paper. The focus is a frame of two pixels in the accent colour, everywhere; what has a frame of one pixel
gives one pixel of its padding for it, so that nothing moves.
"""

SHAPES = """
QPushButton, QToolButton {{ min-height: {target}px; padding: 0 12px; border-radius: {corner}px; }}
QPushButton:focus, QToolButton:focus {{ padding: 0 11px; }}
QLineEdit, QComboBox, QSpinBox, QDateEdit, QTimeEdit {{
    min-height: {target}px; padding: 0 8px; border-radius: {corner}px; }}
QLineEdit:focus, QComboBox:focus {{ padding: 0 7px; }}
QCheckBox, QRadioButton {{ min-height: {target}px; padding: 0 4px; border: 2px solid transparent;
    border-radius: {corner}px; }}
QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator {{ width: {tick}px; height: {tick}px; }}
QRadioButton::indicator {{ border-radius: {round}px; }}
QSpinBox {{ padding: 0; }}
QSpinBox::up-button, QSpinBox::down-button {{ width: 0; border: 0; subcontrol-position: right; }}
QLineEdit > QToolButton {{ min-height: 0; padding: 0; }}
QListView::item, QTreeView::item {{ min-height: {target}px; }}
QListView::item {{ border-left: 3px solid transparent; }}
QTableView::item {{ padding: 0 6px; }}
QMenu::item {{ min-height: {target}px; padding: 0 16px; }}
QMenuBar::item {{ padding: 4px 8px; }}
QTabBar::tab {{ min-height: {target}px; padding: 0 12px; }}
QComboBox::drop-down {{ border: 0; width: 28px; }}
QComboBox::down-arrow {{ image: url("{arrow}"); width: 16px; height: 16px; }}
QLabel[role="title"] {{ font-size: {title}px; font-weight: 600; }}
QLabel[role="heading"] {{ font-size: {heading}px; font-weight: 600; }}
QLabel[role="small"] {{ font-size: {small}px; }}
QToolButton[role="rail"] {{ padding: 4px; min-width: {rail}px; min-height: {rail_high}px; border-radius: 0; }}
QToolButton[role="chip"], QPushButton[role="chip"] {{ border-radius: 14px; padding: 0 12px; min-height: {chip}px; }}
QPushButton[role="plain"] {{ text-align: left; }}
QPushButton[role="quiet"] {{ padding: 0 8px; }}
QPushButton[role="quiet"]:focus {{ padding: 0 7px; }}
"""

COLOURS = """
QWidget {{ color: {ink}; }}
QMainWindow, QDialog, QWidget[role="paper"], QMenuBar {{ background: {paper}; }}
QLabel[role="quiet"], QLabel[role="small"] {{ color: {quiet}; }}
QLabel[role="problem"] {{ color: {stop}; }}
QPushButton, QToolButton {{ background: {card}; border: 1px solid {edge}; }}
QPushButton:hover, QToolButton:hover {{ background: {tint}; }}
QPushButton:disabled, QToolButton:disabled {{ color: {quiet}; border-color: {line}; }}
QPushButton[role="primary"] {{ background: {accent}; color: {on_accent}; border-color: {accent}; font-weight: 600; }}
QPushButton[role="primary"]:hover {{ background: {accent}; border: 2px solid {ink}; }}
QPushButton[role="primary"]:disabled {{ background: {paper}; color: {quiet}; border-color: {line}; }}
QPushButton[role="quiet"] {{ background: transparent; border: 1px solid transparent; color: {accent}; }}
QPushButton[role="quiet"]:hover {{ background: {tint}; border-color: {line}; }}
QLineEdit, QComboBox, QSpinBox, QDateEdit, QTimeEdit, QPlainTextEdit, QTextEdit {{
    background: {card}; border: 1px solid {edge}; placeholder-text-color: {quiet};
    selection-background-color: {accent}; selection-color: {on_accent}; }}
QLineEdit:disabled, QComboBox:disabled, QSpinBox:disabled, QDateEdit:disabled, QTimeEdit:disabled,
QPlainTextEdit:disabled, QTextEdit:disabled {{ background: {paper}; color: {quiet}; border-color: {line}; }}
QPlainTextEdit, QTextEdit {{ border-radius: {corner}px; padding: 4px; }}
QGraphicsView {{ border: 1px solid {edge}; }}
QAbstractItemView {{ background: {card}; border: 1px solid {line}; selection-background-color: {chosen};
    selection-color: {on_chosen}; alternate-background-color: {paper}; outline: 1px solid {accent}; }}
QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator {{
    background: {card}; border: 1px solid {edge}; }}
QCheckBox::indicator, QAbstractItemView::indicator {{ border-radius: 3px; }}
QCheckBox::indicator:checked, QRadioButton::indicator:checked, QAbstractItemView::indicator:checked {{
    background: {accent}; border-color: {accent}; image: url("{check}"); }}
QCheckBox::indicator:indeterminate {{ background: {accent_tint}; border: 2px solid {accent}; }}
QCheckBox:disabled, QRadioButton:disabled {{ color: {quiet}; }}
QLineEdit > QToolButton {{ background: transparent; border: 0; }}
QAbstractItemView::item:selected {{ background: {chosen}; color: {on_chosen}; }}
QTreeView::item:selected, QTableView::item:selected {{
    border-top: 1px solid {accent}; border-bottom: 1px solid {accent}; }}
AnswerGrid::item:selected {{ border: 2px solid {accent}; }}
QListView::item:selected {{ border-left-color: {accent}; }}
QTableView {{ gridline-color: {line}; }}
QHeaderView {{ background: {paper}; border: 0; }}
QTableCornerButton::section {{ background: {paper}; border: 0; border-bottom: 1px solid {line}; }}
QHeaderView::section {{ background: {paper}; border: 0; border-bottom: 1px solid {line}; padding: 4px 8px; }}
QMenu {{ background: {card}; border: 1px solid {edge}; }}
QMenu::item:selected, QMenuBar::item:selected {{ background: {accent}; color: {on_accent}; }}
QMenu::item:disabled {{ color: {quiet}; background: {card}; }}
QMenu::separator {{ height: 1px; background: {line}; margin: 4px 8px; }}
QToolTip {{ background: {card}; color: {ink}; border: 1px solid {edge}; padding: 4px; }}
QToolButton:checked, QPushButton:checked {{
    background: {accent_tint}; border: 2px solid {accent}; padding: 0 11px; }}
QToolButton[role="rail"] {{ background: transparent; border: 0; border-left: 3px solid transparent; }}
QToolButton[role="rail"]:hover {{ background: {card}; }}
QToolButton[role="rail"]:checked {{ border: 0; border-left: 3px solid {accent}; background: {accent_tint};
    font-weight: 600; padding: 4px; }}
QFrame[role="card"] {{ background: {card}; border: 1px solid {line}; border-radius: {corner}px; }}
QFrame[role="message"] {{ background: {accent_tint}; border: 0; border-top: 1px solid {line}; }}
QFrame[role="message"][kind="stop"] {{ background: {card}; border-top: 2px solid {stop}; }}
QFrame[role="message"][kind="caution"] {{ background: {card}; border-top: 2px solid {caution}; }}
QFrame[role="rail"] {{ background: {tint}; border: 0; border-right: 1px solid {line}; }}
QToolButton[role="chip"]:checked, QPushButton[role="chip"]:checked {{
    background: {accent_tint}; border-color: {accent}; }}
QTabBar::tab {{ background: transparent; color: {quiet}; border: 0; border-bottom: 3px solid transparent; }}
QTabBar::tab:hover {{ background: {tint}; }}
QTabBar::tab:selected {{ color: {ink}; border-bottom: 3px solid {accent}; }}
QScrollBar {{ background: {paper}; border: 0; }}
QScrollBar:vertical {{ width: 14px; }}
QScrollBar:horizontal {{ height: 14px; }}
QScrollBar::handle {{ background: {edge}; border-radius: 3px; margin: 4px; }}
QScrollBar::handle:vertical {{ min-height: 32px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; }}
QScrollBar::handle:hover {{ background: {quiet}; margin: 3px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QProgressBar {{ background: {card}; border: 1px solid {edge}; border-radius: 3px; }}
QProgressBar::chunk {{ background: {accent}; }}
QStatusBar {{ background: {paper}; border-top: 1px solid {line}; }}
QStatusBar QLabel {{ padding: 2px 8px; }}
QStatusBar::item {{ border: 0; }}
QSplitter::handle {{ background: {line}; }}
QSplitter::handle:focus {{ background: {accent}; }}
QPushButton:focus, QToolButton:focus, QLineEdit:focus, QComboBox:focus, QPlainTextEdit:focus, QTextEdit:focus,
QSpinBox:focus, QDateEdit:focus, QTimeEdit:focus, QAbstractItemView:focus, QCheckBox:focus, QRadioButton:focus,
QToolButton[role="rail"]:focus, QScrollArea:focus, QGraphicsView:focus,
QTabBar:focus {{ border: 2px solid {accent}; }}
QPushButton[role="primary"]:focus {{ border: 3px double {on_accent}; padding: 0 10px; }}
"""
