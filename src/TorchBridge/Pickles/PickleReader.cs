using System.Numerics;

namespace Interop.TorchBridge.Pickles;

/// <summary>
/// Reads the pickle of a PyTorch file and runs nothing: it knows the instructions that build plain data (numbers, texts, lists, tuples,
/// dictionaries), and replaces the few names that a state dict needs (<see cref="PickleGlobal"/>) by what it does itself. Every other instruction
/// and name is refused with its own name.
/// </summary>
/// <remarks>
/// Values are null, bool, long, <see cref="BigInteger"/>, double, string, byte[], List of values, <see cref="PickleTuple"/>,
/// <see cref="PickleDictionary"/>, <see cref="PickleGlobal"/>, <see cref="PickleStorage"/> and stored tensors. They may refer to one another in
/// circles, so whoever walks them limits the depth. Source: CPython 3.12, <c>pickletools.py</c>; PyTorch 1.13, <c>_weights_only_unpickler.py</c>.
/// </remarks>
internal sealed partial class PickleReader
{
    /// <summary>The largest pickle that is read: some 100 bytes stand in it for each tensor.</summary>
    public const int LargestPickle = 64 << 20;

    private const int MostObjects = 4_000_000;
    private const int DeepestStack = 1_000_000;
    private const int NewestProtocol = 5;
    private readonly PickleSource _source;
    private readonly ITensorSource _tensors;
    private readonly List<object?> _stack = [];
    private readonly Stack<int> _marks = new();
    private readonly Dictionary<uint, object?> _memo = [];
    private int _objects;

    private PickleReader(ReadOnlyMemory<byte> bytes, string file, ITensorSource tensors)
    {
        _source = new PickleSource(bytes, file);
        _tensors = tensors;
    }

    /// <summary>Reads a pickle.</summary>
    /// <param name="bytes">The pickle.</param>
    /// <param name="file">The file's name, for messages.</param>
    /// <param name="tensors">Makes tensors of the storages that the pickle refers to.</param>
    /// <exception cref="TorchFileException">The pickle is damaged, or does what a state dict needs not.</exception>
    public static object? Read(ReadOnlyMemory<byte> bytes, string file, ITensorSource tensors) => new PickleReader(bytes, file, tensors).Run();

    private object? Run()
    {
        while (true)
        {
            var opcode = (PickleOpcode)_source.Byte();
            if (opcode == PickleOpcode.Stop)
            {
                return _stack.Count == 1 && _marks.Count == 0
                    ? _stack[0]
                    : throw _source.Error($"one value should be left at the end, got {_stack.Count}");
            }

            Step(opcode);
        }
    }

    private void Step(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.Proto:
                var protocol = _source.Byte();
                if (protocol > NewestProtocol)
                {
                    throw _source.Error($"protocol {protocol} is not known; pickles up to {NewestProtocol} are read");
                }

                break;
            case PickleOpcode.Frame:
                // A frame only says how much a reader may fetch at once.
                _source.UInt64();
                break;
            case PickleOpcode.Mark:
                Count();
                _marks.Push(_stack.Count);
                break;
            case PickleOpcode.Pop:
                Pop();
                break;
            case PickleOpcode.Append:
                var item = Pop();
                Top<List<object?>>("a list").Add(item);
                break;
            case PickleOpcode.Appends:
                var items = PopMarked();
                Top<List<object?>>("a list").AddRange(items);
                break;
            case PickleOpcode.SetItem:
                var value = Pop();
                Set(Top<PickleDictionary>("a dictionary", depth: 1), Pop(), value);
                break;
            case PickleOpcode.SetItems:
                SetItems(PopMarked());
                break;
            case PickleOpcode.Tuple:
                PushNew(new PickleTuple(PopMarked()));
                break;
            case PickleOpcode.Tuple1:
            case PickleOpcode.Tuple2:
            case PickleOpcode.Tuple3:
                PushNew(new PickleTuple(PopLast(opcode - PickleOpcode.Tuple1 + 1)));
                break;
            case PickleOpcode.BinGet:
                Push(Recall(_source.Byte()));
                break;
            case PickleOpcode.LongBinGet:
                Push(Recall(_source.UInt32()));
                break;
            case PickleOpcode.BinPut:
                Remember(_source.Byte());
                break;
            case PickleOpcode.LongBinPut:
                Remember(_source.UInt32());
                break;
            case PickleOpcode.Memoize:
                Remember((uint)_memo.Count);
                break;
            case PickleOpcode.Global:
                var module = _source.Line();
                Push(Global(module, _source.Line()));
                break;
            case PickleOpcode.StackGlobal:
                var name = Pop() as string ?? throw _source.Error("a name should be a text");
                Push(Global(Pop() as string ?? throw _source.Error("a module should be a text"), name));
                break;
            case PickleOpcode.BinPersId:
                PushNew(Storage(Pop()));
                break;
            case PickleOpcode.Reduce:
                var arguments = Pop() as PickleTuple ?? throw _source.Error("arguments should be a tuple");
                PushNew(Call(Pop(), arguments.Items));
                break;
            case PickleOpcode.Build:
                // The attributes of an OrderedDict (PyTorch keeps the versions of modules there); no other object has a state.
                Pop();
                Top<PickleDictionary>("a dictionary");
                break;
            default:
                PushNew(Plain(opcode));
                break;
        }
    }

    // Values that stand in the pickle as they are.
    private object? Plain(PickleOpcode opcode) => opcode switch
    {
        PickleOpcode.None => null,
        PickleOpcode.NewTrue => true,
        PickleOpcode.NewFalse => false,
        PickleOpcode.BinInt => (long)_source.Int32(),
        PickleOpcode.BinInt1 => (long)_source.Byte(),
        PickleOpcode.BinInt2 => (long)_source.UInt16(),
        PickleOpcode.Long1 => _source.Integer(_source.Byte()),
        PickleOpcode.BinFloat => _source.Double(),
        PickleOpcode.BinUnicode => _source.Text(_source.UInt32()),
        PickleOpcode.ShortBinUnicode => _source.Text(_source.Byte()),
        PickleOpcode.BinUnicode8 => _source.Text(_source.UInt64()),
        PickleOpcode.ShortBinString => _source.Text(_source.Byte()),
        PickleOpcode.BinString => _source.Text(_source.UInt32()),
        PickleOpcode.ShortBinBytes => _source.Take(_source.Byte()).ToArray(),
        PickleOpcode.BinBytes => _source.Take(_source.UInt32()).ToArray(),
        PickleOpcode.EmptyTuple => new PickleTuple([]),
        PickleOpcode.EmptyList => new List<object?>(),
        PickleOpcode.EmptyDict => new PickleDictionary(),
        _ when Enum.IsDefined(opcode) => throw _source.Error(
            $"the instruction {Name(opcode)} is not one that a state dict needs; nothing was run. {Remedy}"),
        _ => throw _source.Error($"0x{(byte)opcode:X2} is not an instruction of a pickle"),
    };

    private PickleGlobal Global(string module, string name) => PickleGlobal.Find($"{module}.{name}") ?? throw _source.Error(
        $"it refers to {Listing.Quote($"{module}.{name}")}, which is not one of the names that a state dict needs; nothing was run. {Remedy}");

    private const string Remedy = "Where the file's source is trusted, load it in Python and save model.state_dict() alone";

    private static string Name(PickleOpcode opcode) => $"{opcode}".ToUpperInvariant();

    private void SetItems(object?[] items)
    {
        var dictionary = Top<PickleDictionary>("a dictionary");
        if (items.Length % 2 != 0)
        {
            throw _source.Error("a dictionary is given a key without a value");
        }

        for (var i = 0; i < items.Length; i += 2)
        {
            Set(dictionary, items[i], items[i + 1]);
        }
    }

    private void Set(PickleDictionary dictionary, object? key, object? value)
    {
        Count();
        dictionary.Items[key switch
        {
            string text => new PickleKey(text, 0),
            long number => new PickleKey(null, number),
            bool truth => new PickleKey(null, truth ? 1 : 0),
            _ => throw _source.Error("a dictionary's keys should be texts or whole numbers"),
        }] = value;
    }

    private object? Recall(uint position) => _memo.TryGetValue(position, out var value)
        ? value
        : throw _source.Error($"it recalls value {position}, which it has not kept");

    private void Remember(uint position)
    {
        if (_stack.Count == 0)
        {
            throw _source.Error("there is no value to keep");
        }

        Count();
        _memo[position] = _stack[^1];
    }

    private void PushNew(object? value)
    {
        Count();
        Push(value);
    }

    private void Push(object? value)
    {
        if (_stack.Count == DeepestStack)
        {
            throw _source.Error($"more than {DeepestStack} values are waiting to be used");
        }

        _stack.Add(value);
    }

    private object? Pop() => PopLast(1)[0];

    private object?[] PopLast(int count)
    {
        // Values below a mark belong to whoever set it.
        var floor = _marks.TryPeek(out var mark) ? mark : 0;
        if (_stack.Count - count < floor)
        {
            throw _source.Error("a value is missing");
        }

        return RemoveFrom(_stack.Count - count);
    }

    private object?[] PopMarked() => _marks.TryPop(out var mark) ? RemoveFrom(mark) : throw _source.Error("a mark is missing");

    private object?[] RemoveFrom(int start)
    {
        object?[] values = [.. _stack.Skip(start)];
        _stack.RemoveRange(start, values.Length);
        return values;
    }

    private T Top<T>(string what, int depth = 0)
        where T : class =>
        _stack.Count > depth && _stack[^(depth + 1)] is T value ? value : throw _source.Error($"{what} should stand here");

    // What one byte of a pickle can ask for takes up to a hundred bytes of memory, so the number of such requests is limited.
    private void Count()
    {
        if (++_objects > MostObjects)
        {
            throw _source.Error($"it makes more than {MostObjects} objects");
        }
    }
}
