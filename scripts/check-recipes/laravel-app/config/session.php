<?php

return ['driver' => 'array', 'lifetime' => 120, 'cookie' => 'recipe', 'path' => '/', 'lottery' => [0, 100]];
