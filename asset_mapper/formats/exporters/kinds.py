"""How the six kinds look in map programs: a colour and a shape each, as in the product itself."""

from asset_mapper.domain.asset import AssetKind

PAPER = "#FBFAF7"

COLOURS = {
    AssetKind.PERSON: "#8A4A9E",
    AssetKind.GROUP: "#1F5FA8",
    AssetKind.ORGANISATION: "#3F4B5A",
    AssetKind.PLACE: "#1B7F4D",
    AssetKind.EXCHANGE: "#B4520A",
    AssetKind.CULTURE: "#A3174F",
}
