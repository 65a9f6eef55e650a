package io.tacet.spi;

import io.tacet.core.RmsLevel;

class BuiltInLevelDetectorTest extends LevelDetectorContract {
    @Override
    protected LevelDetector newDetector() {
        return new RmsLevel(8000);
    }
}
