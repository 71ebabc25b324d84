/** Draws the basemap that the page carries; a script of its own, since a page without a basemap does not need it. */
export {};
