namespace Interop.Native.Tests.Optimizers;

/// <summary>
/// The optimizers' recurrences for one element in float64, written from the papers and the slides: each takes the start, the gradient at each
/// step (a function of t and w) and the number of steps.
/// </summary>
internal static class OptimizerFormulas
{
    public delegate double Gradient(int t, double w);

    public static double Descent(double w, Gradient g, int steps, double rate, double decay)
    {
        for (var t = 1; t <= steps; t++)
        {
            w -= rate * (g(t, w) + (decay * w));
        }

        return w;
    }

    public static double PyTorchMomentum(double w, Gradient g, int steps, double rate, double mu, double dampening, double decay, bool nesterov)
    {
        double? v = null;
        for (var t = 1; t <= steps; t++)
        {
            var gradient = g(t, w) + (decay * w);
            v = v is { } old ? (mu * old) + ((1 - dampening) * gradient) : gradient;
            w -= rate * (nesterov ? gradient + (mu * v.Value) : v.Value);
        }

        return w;
    }

    /// <summary>D1: v₀ = 0, v = μ v + (1 − μ) g, w −= η v.</summary>
    public static double LectureMomentum(double w, Gradient g, int steps, double rate, double mu)
    {
        double v = 0;
        for (var t = 1; t <= steps; t++)
        {
            v = (mu * v) + ((1 - mu) * g(t, w));
            w -= rate * v;
        }

        return w;
    }

    /// <summary>Keras: velocity = momentum · velocity − learning_rate · g; w += velocity, or w += momentum · velocity − learning_rate · g.</summary>
    public static double KerasMomentum(double w, Gradient g, int steps, Func<int, double> rate, double mu, bool nesterov)
    {
        double velocity = 0;
        for (var t = 1; t <= steps; t++)
        {
            var gradient = g(t, w);
            velocity = (mu * velocity) - (rate(t) * gradient);
            w += nesterov ? (mu * velocity) - (rate(t) * gradient) : velocity;
        }

        return w;
    }

    public static double Adagrad(double w, Gradient g, int steps, double rate, double rateDecay, double initial, double epsilon, bool inside, double decay)
    {
        var sum = initial;
        for (var t = 1; t <= steps; t++)
        {
            var gradient = g(t, w) + (decay * w);
            sum += gradient * gradient;
            w -= rate / (1 + ((t - 1) * rateDecay)) * gradient / Root(sum, epsilon, inside);
        }

        return w;
    }

    public static double RMSprop(double w, Gradient g, int steps, double rate, double rho, double epsilon, bool inside, double momentum, bool centered, double decay)
    {
        double square = 0, mean = 0, velocity = 0;
        for (var t = 1; t <= steps; t++)
        {
            var gradient = g(t, w) + (decay * w);
            square = (rho * square) + ((1 - rho) * gradient * gradient);
            mean = (rho * mean) + ((1 - rho) * gradient);
            var direction = gradient / Root(centered ? square - (mean * mean) : square, epsilon, inside);
            velocity = (momentum * velocity) + direction;
            w -= rate * velocity;
        }

        return w;
    }

    public static double Adam(
        double w, Gradient g, int steps, double rate, double beta1, double beta2, double epsilon, bool inside, bool constant, bool amsgrad, double decay, double decoupled)
    {
        double m = 0, s = 0, largest = 0;
        for (var t = 1; t <= steps; t++)
        {
            var gradient = g(t, w) + (decay * w);
            w -= rate * decoupled * w;
            m = (beta1 * m) + ((1 - beta1) * gradient);
            s = (beta2 * s) + ((1 - beta2) * gradient * gradient);
            largest = Math.Max(largest, s);
            var meanHat = m / (1 - Math.Pow(beta1, constant ? 1 : t));
            var squareHat = (amsgrad ? largest : s) / (1 - Math.Pow(beta2, constant ? 1 : t));
            w -= rate * meanHat / Root(squareHat, epsilon, inside);
        }

        return w;
    }

    public static double Adadelta(double w, Gradient g, int steps, double rate, double rho, double epsilon, double decay)
    {
        double square = 0, change = 0;
        for (var t = 1; t <= steps; t++)
        {
            var gradient = g(t, w) + (decay * w);
            square = (rho * square) + ((1 - rho) * gradient * gradient);
            var delta = Math.Sqrt(change + epsilon) / Math.Sqrt(square + epsilon) * gradient;
            change = (rho * change) + ((1 - rho) * delta * delta);
            w -= rate * delta;
        }

        return w;
    }

    public static double Adamax(double w, Gradient g, int steps, double rate, double beta1, double beta2, double epsilon, double decay)
    {
        double m = 0, u = 0;
        for (var t = 1; t <= steps; t++)
        {
            var gradient = g(t, w) + (decay * w);
            m = (beta1 * m) + ((1 - beta1) * gradient);
            u = Math.Max(beta2 * u, Math.Abs(gradient) + epsilon);
            w -= rate / (1 - Math.Pow(beta1, t)) * m / u;
        }

        return w;
    }

    public static double NAdam(double w, Gradient g, int steps, double rate, double beta1, double beta2, double epsilon, double psi, double decay)
    {
        double m = 0, s = 0, product = 1;
        for (var t = 1; t <= steps; t++)
        {
            var gradient = g(t, w) + (decay * w);
            var mu = beta1 * (1 - (0.5 * Math.Pow(0.96, t * psi)));
            var next = beta1 * (1 - (0.5 * Math.Pow(0.96, (t + 1) * psi)));
            product *= mu;
            m = (beta1 * m) + ((1 - beta1) * gradient);
            s = (beta2 * s) + ((1 - beta2) * gradient * gradient);
            var meanHat = (next * m / (1 - (product * next))) + ((1 - mu) * gradient / (1 - product));
            w -= rate * meanHat / (Math.Sqrt(s / (1 - Math.Pow(beta2, t))) + epsilon);
        }

        return w;
    }

    public static double RAdam(double w, Gradient g, int steps, double rate, double beta1, double beta2, double epsilon, double decay)
    {
        double m = 0, s = 0;
        var longest = (2 / (1 - beta2)) - 1;
        for (var t = 1; t <= steps; t++)
        {
            var gradient = g(t, w) + (decay * w);
            m = (beta1 * m) + ((1 - beta1) * gradient);
            s = (beta2 * s) + ((1 - beta2) * gradient * gradient);
            var meanHat = m / (1 - Math.Pow(beta1, t));
            var power = Math.Pow(beta2, t);
            var length = longest - (2 * t * power / (1 - power));
            if (length > 5)
            {
                var r = Math.Sqrt((length - 4) * (length - 2) * longest / ((longest - 4) * (longest - 2) * length));
                w -= rate * meanHat * r * Math.Sqrt(1 - power) / (Math.Sqrt(s) + epsilon);
            }
            else
            {
                w -= rate * meanHat;
            }
        }

        return w;
    }

    private static double Root(double square, double epsilon, bool inside) => inside ? Math.Sqrt(square + epsilon) : Math.Sqrt(square) + epsilon;
}
