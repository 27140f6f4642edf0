"""A worker on a computer with a GPU that does not exist, and does as its argument says.

`crashes` (while the model is loaded onto it), `stumbles` (then, over something in Python),
`refuses` (any layer), `tires` (of more than half of the layers), `dies` or `fails` (when it is
asked). What it computes is computed by the CPU.
"""

import os
import signal
import sys
from pathlib import Path

from desktop.errors import ComputeFailed, LoadFailed
from desktop.models.local import worker
from desktop.models.local.devices import Gpu
from desktop.models.local.engine import Engine
from desktop.models.local.placement import ON_CPU, Placement

MODE = sys.argv[1]


class MadeUp(Engine):
    def __init__(
        self,
        path: Path,
        length: int,
        threads: int,
        placement: Placement = ON_CPU,
        remembered: int = 0,
        projector: Path | None = None,
    ) -> None:
        self.on_gpu = placement.gpu is not None
        if self.on_gpu and MODE == "crashes":
            os.kill(os.getpid(), signal.SIGSEGV)
        if self.on_gpu and MODE == "stumbles":
            raise ValueError("no such device")
        if self.on_gpu and MODE == "refuses":
            raise LoadFailed("No.")
        if MODE == "tires" and placement.layers > placement.of // 2:
            raise LoadFailed("Too much.")
        super().__init__(path, length, threads, remembered=remembered, projector=projector)

    def permit(self) -> None:
        if self.on_gpu and MODE == "dies":
            os.kill(os.getpid(), signal.SIGSEGV)
        if self.on_gpu and MODE == "fails":
            raise ComputeFailed("The device was lost.")
        super().permit()


vars(worker).update(Engine=MadeUp, best_gpu=lambda: Gpu("Made-up", integrated=False, free=1 << 40))
worker.main()
