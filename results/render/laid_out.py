"""A picture's layout settled without drawing it: matplotlib would draw everything once only to see what it takes up."""

from typing import Any

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure as Canvas

BY_ENDING: Any = {"svg": FigureCanvasSVG, "png": FigureCanvasAgg}


def laid_out(canvas: Canvas, ending: str, dpi: float | None = None) -> Canvas:
    """The same canvas with everything in its place, as it is measured in this format; saved the same way, it is the
    picture that saving alone would have made.
    """
    BY_ENDING[ending](canvas)  # which takes the canvas over
    if dpi:
        canvas.set_dpi(dpi)
    if engine := canvas.get_layout_engine():
        engine.execute(canvas)
        canvas.set_layout_engine(None)  # with any engine, even "none", all would be drawn once more before it is saved
    return canvas
