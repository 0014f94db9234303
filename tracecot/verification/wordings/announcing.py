"""How a text announces what it is about to do: that says nothing of the execution, whatever it announces."""

_WHO = r"(?:let us|let me|i'll|i will|we'll|we will|we need to|we have to|we can|i need to|i can|i have to)"
_DO = (
    r"(?:execute|compute|simulate|track|keep track of|apply|evaluate|calculate|trace|walk|step|go|write down|write out|write|figure out|work out|lay out|map out|work|see|check|"
    r"look|examine|analy[sz]e|follow|process|figure|think|start|begin|consider|take)"
)
_IT = (
    r"(?:it|this|that|the|each|code|function|program|call|execution|input|recursion|steps?|logic|through|by|with|at|about|into|"
    r"line|step|item|character|element|row|pass|iteration|call|(?:recursive )?calls|what happens)"
)
#: A heading that says what comes, in words that tell no deed of the program: "Step 2: find the middle".
_HEADING = (
    r"(?:^|(?<=[#:.] )|(?<=\*\* ))(?:find|check|compute|calculate|process|trace|evaluate|determine|identify|initiali[sz]e|set up|"
    r"go through|iterate over|iterate through|loop over|loop through|walk through|follow|understand|look at|build|construct|return)"
    r"(?: (?:the|each|every|all|this|its))?(?: (?:final|first|next|main|input|output|initial|function|loop|return|recursive|base))?"
    r" (?:middle|length|loop|result|output|input|inputs|values?|variables?|condition|conditions|case|calls?|list|string|array|items?|"
    r"elements?|words?|characters?|numbers?|keys?|function|code|program|lines?|passes|iterations?|state|arguments?|answer|rest)"
    r"(?=(?: :)?(?: \*\*)?$)"
)
_RESULT = r"(?:output|result|answer|return value|returned value|final value|outcome)"

#: Phrases, as alternatives of one pattern.
ANNOUNCING = (
    rf"(?:{_HEADING}|{_WHO}(?: now| first| just)? {_DO}(?: {_IT})*(?! (?:[a-z]+ )?[LC#])|"
    rf"to (?:solve|answer|determine|find|get|work out|compute|predict|figure out|see|understand|obtain|calculate|verify)"
    rf" (?:this|it|the {_RESULT}|what (?:the (?:function|call|code|program) )?(?:returns|gives|outputs))(?: of (?:this|the) (?:code|function|program|call|function call))?|"
    r"(?:understanding|reading|tracing|following|executing|simulating|evaluating|analy[sz]ing)(?: through)? (?:the|this) (?:code|loop|function|program|call|execution|input|logic|calls?)(?= [:*]|$)|"
    r"(?:now )?(?:for |comes |here is )?the (?:important|interesting|tricky|key|crucial) (?:part|bit|point|step)(?= :)|"
    r"so far(?= (?:[.,;]|$))|as a (?:result|consequence)|(?:this|that|which) means(?: that)?|finally(?= ,)|"
    r"initially|initial (?:state|values?|setup)|starting (?:state|values?)|at the (?:very )?(?:start|beginning|end)(?! of\b)|in the end|start(?= :)|"
    r"will(?= (?:append|add|return|call|become|insert|store|be appended|be added)\b)|inside (?:the|this) function|(?:here is|here's) how(?: the (?:call|function|code|execution|loop|program) (?:unfolds|works|runs|goes|proceeds|executes))?|(?:return|loop|execution|trace|walkthrough|final result|conclusion|explanation|reasoning|solution)(?= :(?: \*\*)?$)|"
    r"(?:good|great|perfect|nice|fine)(?= (?:[.!,]|$)))(?![\w])|"
)
