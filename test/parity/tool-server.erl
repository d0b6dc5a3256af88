%% Runs one of RabbitMQ's tools again and again in one Erlang VM, as its own entry point does in a new one: the tool starts
%% in a fiftieth of the time. Reads argv, a line each, as words in base64, each behind a dot; answers as tool-session.ts does.
-module(tool_server).
-export([main/1]).

main([Escript]) ->
    % It would stand between the answers, and is not compared.
    ok = logger:set_primary_config(level, none),
    addCode(Escript),
    {ok, _} = application:ensure_all_started(elixir),
    _ = application:ensure_all_started(rabbitmqctl),
    {module, _} = code:ensure_loaded('Elixir.RabbitMQCtl'),
    true = unregister(standard_error),
    serve().

%% An escript is an archive of its applications.
addCode(Escript) ->
    {ok, Parts} = escript:extract(Escript, []),
    {archive, Archive} = lists:keyfind(archive, 1, Parts),
    {ok, Files} = zip:unzip(Archive, [{cwd, "code"}]),
    code:add_pathsa(lists:usort([filename:absname(filename:dirname(File)) || File <- Files, filename:extension(File) =:= ".beam"])).

serve() ->
    case io:get_line(user, "") of
        Line when is_list(Line); is_binary(Line) ->
            Argv = [base64:decode(Word) || [$. | Word] <- string:lexemes(unicode:characters_to_list(Line), " \n")],
            {Code, Out, Err} = run(Argv),
            Answer = [integer_to_list(Code), $:, base64:encode(Out), $:, base64:encode(Err), $\n],
            ok = io:put_chars(user, unicode:characters_to_list(iolist_to_binary(Answer))),
            serve();
        _ ->
            halt(0)
    end.

run(Argv) ->
    Out = device(),
    Err = device(),
    register(standard_error, Err),
    {Tool, Monitor} = spawn_monitor(fun() ->
        group_leader(Out, self()),
        'Elixir.RabbitMQCtl':(entry())(Argv)
    end),
    Code = receive
        {'DOWN', Monitor, process, Tool, {shutdown, Status}} when is_integer(Status) -> Status;
        {'DOWN', Monitor, process, Tool, Reason} -> throw({tool_ended, Reason})
    after 120000 ->
        throw(tool_hangs)
    end,
    unregister(standard_error),
    {Code, written(Out), written(Err)}.

%% From 4.3 on main/1 takes what Erlang has of argv, and halts the VM; what was main/1 before has another name.
entry() ->
    case erlang:function_exported('Elixir.RabbitMQCtl', main1, 1) of
        true -> main1;
        false -> main
    end.

%% Where the tool writes to, and reads nothing from.
device() -> spawn_link(fun() -> device([]) end).

written(Device) ->
    Device ! {written, self()},
    receive {Device, Text} -> unicode:characters_to_binary(lists:reverse(Text)) end.

device(Text) ->
    receive
        {io_request, From, As, Request} ->
            {Answer, More} = request(Request, Text),
            From ! {io_reply, As, Answer},
            device(More);
        {written, From} ->
            From ! {self(), Text}
    end.

request({put_chars, Encoding, Chars}, Text) -> {ok, [characters(Chars, Encoding) | Text]};
request({put_chars, Encoding, Module, Function, Arguments}, Text) ->
    {ok, [characters(apply(Module, Function, Arguments), Encoding) | Text]};
request({requests, Requests}, Text) ->
    lists:foldl(fun(One, {_, Before}) -> request(One, Before) end, {ok, Text}, Requests);
request({setopts, _}, Text) -> {ok, Text};
request(getopts, Text) -> {[{binary, true}, {encoding, unicode}], Text};
request({get_geometry, _}, Text) -> {{error, enotsup}, Text};
request(_, Text) -> {eof, Text}.

characters(Chars, Encoding) -> unicode:characters_to_binary(Chars, Encoding, unicode).
