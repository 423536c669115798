using Interop.Native.Files;
using Interop.TorchBridge.Pickles;

namespace Interop.TorchBridge.Optimizers;

/// <summary>
/// Reads what PyTorch's <c>optimizer.state_dict()</c> gives: <c>{'state': {0: {…}, …}, 'param_groups': [{…, 'params': [0, …]}, …]}</c>.
/// </summary>
internal static class PyTorchOptimizerReader
{
    /// <summary>Reads an optimizer's dictionary.</summary>
    public static TorchOptimizerState Read(object? value, string path)
    {
        if (value is not PickleDictionary dictionary
            || dictionary["state"] is not PickleDictionary states
            || dictionary["param_groups"] is not List<object?> groupList)
        {
            throw Error(path, "there is no dictionary with 'state' and 'param_groups', as optimizer.state_dict() gives");
        }

        var groups = new List<TorchParameterGroup>();
        var numbers = new List<long>();
        foreach (var item in groupList)
        {
            if (item is not PickleDictionary group || group["params"] is not List<object?> parameters || !parameters.All(parameter => parameter is long))
            {
                throw Error(path, "a parameter group lacks the numbers of its parameters");
            }

            groups.Add(new TorchParameterGroup(Options(group), [.. Enumerable.Range(numbers.Count, parameters.Count)]));
            numbers.AddRange(parameters.Cast<long>());
        }

        TorchParameterState[] remembered = [.. numbers.Select(number => State(states.Items.GetValueOrDefault(new PickleKey(null, number)), path, number))];
        return new TorchOptimizerState(Kind(groups, remembered), groups, remembered);
    }

    private static Dictionary<string, double> Options(PickleDictionary group)
    {
        var options = new Dictionary<string, double>();
        foreach (var (key, value) in group.Items)
        {
            switch (value)
            {
                case long number:
                    options[$"{key}"] = number;
                    break;
                case double number:
                    options[$"{key}"] = number;
                    break;
                case bool truth:
                    options[$"{key}"] = truth ? 1 : 0;
                    break;
                case PickleTensor { Values: { Shape.Size: 1 } tensor }:
                    options[$"{key}"] = tensor.ToDoubles()[0];
                    break;
                case PickleTuple { Items: [double first, double second] } when key.Text == "betas":
                    options["beta1"] = first;
                    options["beta2"] = second;
                    break;
            }
        }

        return options;
    }

    private static TorchParameterState State(object? value, string path, long number)
    {
        long? step = null;
        var slots = new Dictionary<string, StoredTensor>();
        var scalars = new Dictionary<string, double>();
        foreach (var (key, item) in (value as PickleDictionary)?.Items ?? [])
        {
            switch (key.Text, item)
            {
                case ("step", long and >= 0 and var count):
                    step = count;
                    break;
                case ("step", PickleTensor { Values: { Shape.Size: 1 } count }) when count.ToDoubles()[0] is >= 0 and <= long.MaxValue / 2:
                    step = (long)count.ToDoubles()[0];
                    break;
                case ("step", _):
                    throw Error(path, $"the step of parameter {number} is not a number of 0 or more");
                case ({ } name, double scalar):
                    scalars.Add(name, scalar);
                    break;
                case ({ } name, long scalar):
                    scalars.Add(name, scalar);
                    break;
                case ({ } name, PickleTensor { Values: { } tensor }):
                    slots.Add(name, tensor);
                    if (tensor.Shape is { Rank: 0 })
                    {
                        scalars.Add(name, tensor.ToDoubles()[0]);
                    }

                    break;
            }
        }

        return new TorchParameterState(step, slots, scalars);
    }

    // PyTorch writes no name, but each optimizer has options or slots of its own; only Adam and AdamW cannot be told apart before PyTorch 2.6.
    private static string? Kind(List<TorchParameterGroup> groups, TorchParameterState[] states)
    {
        if (groups.Count == 0)
        {
            return null;
        }

        var options = groups[0].Options;
        bool Remembers(string slot) => states.Any(state => state.Slots.ContainsKey(slot));
        return options.ContainsKey("nesterov") ? "sgd"
            : options.ContainsKey("alpha") && options.ContainsKey("centered") ? "rmsprop"
            : options.ContainsKey("lr_decay") ? "adagrad"
            : options.ContainsKey("rho") ? "adadelta"
            : options.ContainsKey("momentum_decay") ? "nadam"
            : Remembers("exp_inf") ? "adamax"
            : options.ContainsKey("amsgrad") ? (options.TryGetValue("decoupled_weight_decay", out var decoupled) ? (decoupled == 1 ? "adamw" : "adam") : null)
            : options.ContainsKey("beta1") && Remembers("exp_avg_sq") ? "radam"
            : null;
    }

    private static TorchFileException Error(string path, string message) => new($"optimizer state under {Listing.Quote(path)}: {message}.");
}
