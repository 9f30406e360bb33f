"""A progress bar in the terminal for work done table by table."""

from __future__ import annotations

from types import TracebackType

from tqdm import tqdm


class Bar:
    """Shows `update(step, done, total)` calls as one bar per step; silent for steps without rows."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.step = ""
        self.bar: tqdm[None] | None = None

    def __enter__(self) -> Bar:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.bar is not None:
            self.bar.close()

    def update(self, step: str, done: int, total: int) -> None:
        if step != self.step:
            if self.bar is not None:
                self.bar.close()
            self.step, self.bar = step, tqdm(total=total, desc=f"{self.title} {step}", leave=False, delay=1)
        assert self.bar is not None
        self.bar.update(done - self.bar.n)
