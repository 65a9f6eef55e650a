package io.tacet.samples.generator.speech;

/** Sounds that the voice can make: three formants in hertz, how much voice and breath, how long in milliseconds. */
enum Phone {
    A(750, 1180, 2500, 1, 0, 120),
    E(530, 1840, 2480, 1, 0, 110),
    I(300, 2250, 2950, 1, 0, 100),
    O(560, 900, 2420, 1, 0, 120),
    U(340, 900, 2250, 1, 0, 110),
    SCHWA(500, 1450, 2450, 0.9, 0, 70),
    M(280, 1000, 2200, 0.6, 0, 70),
    N(290, 1450, 2500, 0.6, 0, 60),
    L(380, 1150, 2700, 0.75, 0, 60),
    R(420, 1250, 1650, 0.75, 0, 60),
    V(300, 1300, 2300, 0.5, 0.02, 60),
    S(450, 2300, 3200, 0, 0.07, 90),
    F(400, 1500, 2600, 0, 0.05, 80),
    H(600, 1600, 2500, 0, 0.09, 50),
    STOP(350, 1300, 2400, 0.04, 0, 50),
    BURST(450, 1900, 2700, 0, 0.12, 15),
    PAUSE(500, 1500, 2500, 0, 0, 90);

    static final Phone[] VOWELS = {A, E, I, O, U, SCHWA};
    static final Phone[] CONSONANTS = {M, N, L, R, V, S, F, H, STOP, STOP, STOP};

    final double formant1;
    final double formant2;
    final double formant3;
    final double voice;
    final double breath;
    final int milliseconds;

    Phone(double formant1, double formant2, double formant3, double voice, double breath, int milliseconds) {
        this.formant1 = formant1;
        this.formant2 = formant2;
        this.formant3 = formant3;
        this.voice = voice;
        this.breath = breath;
        this.milliseconds = milliseconds;
    }
}
